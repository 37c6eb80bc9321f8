import { readdir } from "node:fs/promises";
import type { App } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import type { AppliedMigration } from "./graph.ts";
import type { Migration } from "./operations.ts";

/** A module with a migration: `0001_initial.ts`, `.js` in a package; not its declaration. */
const migrationFile = /^(\d{4}_\w+)\.(?:ts|js)$/;

/** Every migration of the apps, each after what it needs. */
export class MigrationGraph {
  readonly order: readonly AppliedMigration[];
  readonly #byKey: ReadonlyMap<string, AppliedMigration>;

  /** @throws {MkwebError} `MKWEB_MIGRATION_INVALID`: a dependency is missing, or they go in a circle. */
  constructor(migrations: readonly AppliedMigration[]) {
    this.#byKey = new Map(migrations.map((each) => [each.key, each]));
    this.order = sorted(migrations, this.#byKey);
  }

  of(app: string): readonly AppliedMigration[] {
    return this.order.filter((each) => each.app === app);
  }

  /** The one migration of an app whose name begins so. @throws {MkwebError} `MKWEB_MIGRATION_UNKNOWN` */
  find(app: string, prefix: string): AppliedMigration {
    const exact = this.#byKey.get(`${app}.${prefix}`);
    const found = exact ? [exact] : this.of(app).filter(({ name }) => name.startsWith(prefix));
    const [first] = found;
    if (first && found.length === 1) return first;
    const message = first
      ? `More than one migration matches '${prefix}' in app '${app}'. Please be more specific.`
      : `Cannot find a migration matching '${prefix}' from app '${app}'.`;
    throw new MkwebError("MKWEB_MIGRATION_UNKNOWN", message, {
      hint: `Choose one that \`node manage showmigrations ${app}\` lists.`,
    });
  }

  /** A migration and everything it needs. */
  needs(migration: AppliedMigration): ReadonlySet<AppliedMigration> {
    const found = new Set<AppliedMigration>();
    const visit = (each: AppliedMigration): void => {
      if (found.has(each)) return;
      found.add(each);
      for (const key of each.after) {
        const before = this.#byKey.get(key);
        if (before) visit(before);
      }
    };
    visit(migration);
    return found;
  }

  /** All that come before one, for the state it starts from. */
  before(migration: AppliedMigration): readonly AppliedMigration[] {
    return this.order.slice(0, this.order.indexOf(migration));
  }
}

/** Reads every app's `migrations/`. */
export async function loadMigrations(apps: readonly App[]): Promise<MigrationGraph> {
  const loaded: AppliedMigration[] = [];
  for (const app of apps) loaded.push(...(await loadApp(app)));
  return new MigrationGraph(loaded);
}

async function loadApp({ label, root }: App): Promise<readonly AppliedMigration[]> {
  const folder = new URL("migrations/", root);
  const files = (await readdir(folder).catch(() => [])).sort((a, b) => (a < b ? -1 : 1));
  const loaded: AppliedMigration[] = [];
  for (const file of files) {
    const name = migrationFile.exec(file)?.[1];
    if (name === undefined) continue;
    const migration = migrationIn(await import(new URL(file, folder).href), `${label}/${file}`);
    const previous = loaded.at(-1)?.key;
    const others = (migration.dependencies ?? []).map((each) => each.join("."));
    const after = [...(previous === undefined ? [] : [previous]), ...others];
    loaded.push({ ...migration, app: label, name, key: `${label}.${name}`, after });
  }
  return loaded;
}

function migrationIn(module: { readonly default?: Migration }, file: string): Migration {
  if (Array.isArray(module.default?.operations)) return module.default;
  throw new MkwebError("MKWEB_MIGRATION_INVALID", `${file} exports no migration.`, {
    hint: "End it with `export default defineMigration({ operations: [...] })`, or move it out of migrations/.",
  });
}

function sorted(
  migrations: readonly AppliedMigration[],
  byKey: ReadonlyMap<string, AppliedMigration>,
): readonly AppliedMigration[] {
  const order = new Set<AppliedMigration>();
  const visit = (migration: AppliedMigration, trail: readonly string[]): void => {
    if (order.has(migration)) return;
    const { key } = migration;
    if (trail.includes(key)) throw circular([...trail, key]);
    for (const dependency of migration.after) {
      const before = byKey.get(dependency);
      if (!before) throw missingDependency(key, dependency);
      visit(before, [...trail, key]);
    }
    order.add(migration);
  };
  for (const migration of migrations) visit(migration, []);
  return [...order];
}

function circular(trail: readonly string[]): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_INVALID", `Circular dependency: ${trail.join(" -> ")}`, {
    hint: "Take one of these out of the other's `dependencies`.",
  });
}

function missingDependency(key: string, dependency: string): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_INVALID",
    `Migration ${key} dependencies reference nonexistent parent node ${dependency}.`,
    { hint: "Install the app it belongs to, or correct `dependencies` in the migration." },
  );
}

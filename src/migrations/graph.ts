import { MkwebError } from "../errors.ts";
import { applyDelta, type ModelState } from "../schema/index.ts";
import type { Migration } from "./operation.ts";

/** A migration with its place. */
export interface AppliedMigration extends Migration {
  readonly app: string;
  /** `0001_initial`. */
  readonly name: string;
  /** `polls.0001_initial`. */
  readonly key: string;
  /** Keys of all that come before it directly. */
  readonly after: readonly string[];
}

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

  /** Migrations of an app that none of its others needs: one, or none, unless two were made side by side. */
  leaves(app: string): readonly AppliedMigration[] {
    const own = this.of(app);
    const needed = new Set(own.flatMap(({ after }) => after));
    return own.filter(({ key }) => !needed.has(key));
  }

  /** The apps with more than one leaf, as Django's loader finds them. */
  conflicts(): ReadonlyMap<string, readonly AppliedMigration[]> {
    const apps = [...new Set(this.order.map((each) => each.app))];
    const leaves = apps.map((app) => [app, this.leaves(app)] as const);
    return new Map(leaves.filter(([, found]) => found.length > 1));
  }

  /** @throws {MkwebError} `MKWEB_MIGRATIONS_CONFLICT`: an app has more than one leaf. */
  refuseConflicts(): void {
    const conflicts = [...this.conflicts()];
    if (conflicts.length === 0) return;
    const words = conflicts.map(
      ([app, leaves]) => `${leaves.map(({ name }) => name).join(", ")} in ${app}`,
    );
    throw new MkwebError(
      "MKWEB_MIGRATIONS_CONFLICT",
      `Conflicting migrations detected; multiple leaf nodes in the migration graph: (${words.join("; ")}).`,
      { hint: "To fix them run `node manage makemigrations --merge`." },
    );
  }

  /** All that come before one, for the state it starts from. */
  before(migration: AppliedMigration): readonly AppliedMigration[] {
    return this.order.slice(0, this.order.indexOf(migration));
  }
}

/** The models after these migrations. */
export function applyOperations(migrations: readonly AppliedMigration[]): Map<string, ModelState> {
  const state = new Map<string, ModelState>();
  for (const migration of migrations) {
    for (const { change } of migration.operations) {
      if (change) applyDelta(state, change(state, migration.app).delta);
    }
  }
  return state;
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

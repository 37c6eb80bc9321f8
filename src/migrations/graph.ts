import { MkwebError } from "../errors.ts";
import { didYouMean } from "../mistakes/index.ts";
import { applyDelta, type ModelState } from "../schema/index.ts";
import type { Migration } from "./operations/operation.ts";
import { withReplacements } from "./replacements.ts";

/** A migration with its position. */
export interface AppliedMigration extends Migration {
  readonly app: string;
  /** `0001_initial`. */
  readonly name: string;
  /** `polls.0001_initial`. */
  readonly key: string;
  /** Keys of its direct predecessors. */
  readonly after: readonly string[];
}

/** All migrations of the apps, each after those it needs. */
export class MigrationGraph {
  readonly order: readonly AppliedMigration[];
  readonly #all: readonly AppliedMigration[];
  readonly #byKey: ReadonlyMap<string, AppliedMigration>;
  readonly #byApp = new Map<string, AppliedMigration[]>();

  /**
   * Of migrations that replace others, uses those whose replaced ones are all applied, or not at all.
   *
   * @param applied Keys of the migrations applied in the database. Default: none.
   * @throws {MkwebError} `MKWEB_MIGRATION_INVALID`: a missing dependency, or a cycle.
   */
  constructor(migrations: readonly AppliedMigration[], applied: ReadonlySet<string> = new Set()) {
    this.#all = migrations;
    const used = withReplacements(migrations, applied);
    this.#byKey = new Map(used.map((each) => [each.key, each]));
    this.order = sorted(used, this.#byKey);
    for (const each of this.order) {
      const own = this.#byApp.get(each.app);
      if (own) own.push(each);
      else this.#byApp.set(each.app, [each]);
    }
  }

  /** The graph for a database in which these are applied. */
  for(applied: ReadonlySet<string>): MigrationGraph {
    const hasAny = this.#all.some(({ replaces }) => replaces !== undefined);
    return hasAny ? new MigrationGraph(this.#all, applied) : this;
  }

  of(app: string): readonly AppliedMigration[] {
    return this.#byApp.get(app) ?? [];
  }

  /**
   * The app's only migration with this prefix.
   *
   * @throws {MkwebError} `MKWEB_MIGRATION_UNKNOWN`
   */
  find(app: string, prefix: string): AppliedMigration {
    const exact = this.#byKey.get(`${app}.${prefix}`);
    const found = exact ? [exact] : this.of(app).filter(({ name }) => name.startsWith(prefix));
    const [first] = found;
    if (first && found.length === 1) return first;
    const names = this.of(app).map(({ name }) => name);
    const question = didYouMean(prefix, prefix === "zero" ? names : [...names, "zero"]);
    const message = first
      ? `More than one migration matches '${prefix}' in app '${app}'. Please be more specific.`
      : `Cannot find a migration matching '${prefix}' from app '${app}'.${question}`;
    throw new MkwebError("MKWEB_MIGRATION_UNKNOWN", message, {
      hint: `Choose one that \`node manage showmigrations ${app}\` lists.`,
    });
  }

  /** Migrations and everything they need. */
  needs(...migrations: readonly AppliedMigration[]): ReadonlySet<AppliedMigration> {
    return reached(migrations, ({ after }) => after.flatMap((key) => this.#byKey.get(key) ?? []));
  }

  /** Migrations and everything that needs them. */
  neededBy(...migrations: readonly AppliedMigration[]): ReadonlySet<AppliedMigration> {
    const children = new Map<string, AppliedMigration[]>();
    for (const each of this.order) {
      for (const key of each.after) {
        const known = children.get(key);
        if (known) known.push(each);
        else children.set(key, [each]);
      }
    }
    return reached(migrations, ({ key }) => children.get(key) ?? []);
  }

  /** Migrations that no other migration of the app needs: at most one, unless two were made side by side. */
  leaves(app: string): readonly AppliedMigration[] {
    const own = this.of(app);
    const needed = new Set(own.flatMap(({ after }) => after));
    return own.filter(({ key }) => !needed.has(key));
  }

  /** The apps with more than one leaf, as Django's loader finds them. */
  conflicts(): ReadonlyMap<string, readonly AppliedMigration[]> {
    const apps = [...this.#byApp.keys()];
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

  /** All migrations before one, for its starting state. */
  before(migration: AppliedMigration): readonly AppliedMigration[] {
    return this.order.slice(0, this.order.indexOf(migration));
  }
}

/**
 * The models after these migrations.
 *
 * @example
 * const state = applyOperations(graph.order);
 * console.log([...state.keys()]);
 */
export function applyOperations(migrations: readonly AppliedMigration[]): Map<string, ModelState> {
  const state = new Map<string, ModelState>();
  for (const migration of migrations) {
    for (const { change } of migration.operations) {
      if (change) applyDelta(state, change(state, migration.app).delta);
    }
  }
  return state;
}

function reached(
  start: readonly AppliedMigration[],
  next: (migration: AppliedMigration) => readonly AppliedMigration[],
): ReadonlySet<AppliedMigration> {
  const found = new Set(start);
  // Iterating over a set includes items added meanwhile.
  for (const migration of found) for (const each of next(migration)) found.add(each);
  return found;
}

/** Sorts each after those it needs, without recursion: a chain may be longer than the stack is deep. */
function sorted(
  migrations: readonly AppliedMigration[],
  byKey: ReadonlyMap<string, AppliedMigration>,
): readonly AppliedMigration[] {
  const order = new Set<AppliedMigration>();
  for (const start of migrations) {
    const trail = new Set<AppliedMigration>([start]);
    const open = [{ migration: start, next: 0 }];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { migration } = top;
      const dependency = order.has(migration) ? undefined : migration.after[top.next];
      top.next += 1;
      if (dependency === undefined) {
        order.add(migration);
        trail.delete(migration);
        open.pop();
        continue;
      }
      const before = byKey.get(dependency);
      if (!before) throw missingDependency(migration.key, dependency);
      if (trail.has(before)) throw circular([...Array.from(trail, ({ key }) => key), before.key]);
      if (order.has(before)) continue;
      trail.add(before);
      open.push({ migration: before, next: 0 });
    }
  }
  return [...order];
}

function circular(trail: readonly string[]): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_INVALID", `Circular dependency: ${trail.join(" -> ")}`, {
    hint: "Remove one of these from the other's `dependencies`.",
  });
}

function missingDependency(key: string, dependency: string): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_INVALID",
    `Migration ${key} dependencies reference nonexistent parent node ${dependency}.`,
    { hint: "Install the app it belongs to, or correct `dependencies` in the migration." },
  );
}

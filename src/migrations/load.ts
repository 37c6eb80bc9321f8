import type { App } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { namesIn } from "../platform/index.ts";
import { MigrationGraph, type AppliedMigration } from "./graph.ts";
import type { Migration } from "./operations/operation.ts";
import { dependenciesFor, operationsFor } from "./operations/swappable.ts";

/** A module with a migration: `0001_initial.ts`, or `.js` in a package; not a declaration file. */
const migrationFile = /^(\d{4}_\w+)\.(?:ts|js)$/;

/**
 * Loads the migrations of all apps.
 *
 * @param settings Tell which models are swapped out: `AUTH_USER_MODEL`.
 *
 * @example
 * const graph = await loadMigrations(await loadApps(settings), settings);
 * console.log(graph.order.map(({ key }) => key));
 */
export async function loadMigrations(
  apps: readonly App[],
  settings: object,
): Promise<MigrationGraph> {
  const loaded: AppliedMigration[] = [];
  for (const app of apps) loaded.push(...(await loadApp(app, settings)));
  return new MigrationGraph(
    loaded.map((each) => ({ ...each, after: dependenciesFor(each.after, settings, loaded) })),
  );
}

async function loadApp(
  { label, root }: App,
  settings: object,
): Promise<readonly AppliedMigration[]> {
  const folder = new URL("migrations/", root);
  const loaded = new Map<string, Migration>();
  for (const file of namesIn(folder)) {
    const name = migrationFile.exec(file)?.[1];
    if (name === undefined) continue;
    loaded.set(name, migrationIn(await import(new URL(file, folder).href), `${label}/${file}`));
  }
  return Array.from(loaded, ([name, migration]) => {
    const { dependencies = [] } = migration;
    const hasOwn = dependencies.some(([app]) => app === label);
    const own = hasOwn ? [] : previous(name, loaded).map((each) => `${label}.${each}`);
    const after = [...own, ...dependencies.map((each) => each.join("."))];
    const operations = operationsFor(migration.operations, settings);
    return { ...migration, operations, app: label, name, key: `${label}.${name}`, after };
  });
}

/**
 * The migrations with the preceding number, on which one depends by default. Excludes the numbers of
 * migrations it replaces.
 */
function previous(name: string, all: ReadonlyMap<string, Migration>): readonly string[] {
  const number = (each: string): number => Number(each.slice(0, 4));
  const names = [...all.keys()].filter((each) => !all.get(each)?.replaces);
  const before = names.map(number).filter((each) => each < number(name));
  return names.filter((each) => number(each) === Math.max(...before));
}

function migrationIn(module: { readonly default?: Migration }, file: string): Migration {
  if (Array.isArray(module.default?.operations)) return module.default;
  throw new MkwebError("MKWEB_MIGRATION_INVALID", `${file} exports no migration.`, {
    hint: "End it with `export default defineMigration({ operations: [...] })`, or move it out of migrations/.",
  });
}

import { explainMissingLibraries } from "../connections/index.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../conf/index.ts";
import {
  applyOperations,
  detectChanges,
  migrationSource,
  type Answers,
  type MigrationGraph,
  type Operation,
} from "../migrations/index.ts";
import type { Database } from "./with-database.ts";

/** A migration that is not written yet. */
export interface NewMigration {
  readonly app: App;
  readonly name: string;
  readonly initial: boolean;
  readonly dependencies: readonly (readonly [app: string, name: string])[];
  readonly operations: readonly Operation[];
}

export interface ChangesOptions {
  /** Only these apps; empty: all. */
  readonly labels: readonly string[];
  /** Instead of a name made from the operations. */
  readonly name?: string | undefined;
  /** Migrations without operations, to be filled by hand. */
  readonly empty: boolean;
  readonly answers: Answers;
}

/** What has changed in the models since the last migrations. */
export async function changesOf(
  { settings, apps, graph }: Database,
  { labels, name, empty, answers }: ChangesOptions,
): Promise<readonly NewMigration[]> {
  const chosen = apps.filter(({ label }) => labels.length === 0 || labels.includes(label));
  const before = applyOperations(graph.order);
  const { currentState, openModels } = await import("../db/index.ts").catch(
    explainMissingLibraries,
  );
  const now = empty ? before : await currentState(await openModels(settings, apps));
  const found: { readonly app: App; readonly operations: readonly Operation[] }[] = [];
  for (const app of chosen) {
    const operations = empty ? [] : await detectChanges(app.label, before, now, answers);
    if (empty || operations.length > 0) found.push({ app, operations });
  }
  const names = new Map(
    found.map(({ app, operations }) => [app.label, nameFor(app.label, operations, graph, name)]),
  );
  return found.map(({ app, operations }) => ({
    app,
    operations,
    name: names.get(app.label) ?? "",
    initial: graph.of(app.label).length === 0,
    dependencies: dependenciesOf(app.label, operations, graph, names),
  }));
}

/** @throws What the system says if the file is there already or cannot be written. */
export async function writeMigration(migration: NewMigration): Promise<void> {
  const file = fileOf(migration);
  await mkdir(new URL(".", file), { recursive: true });
  await writeFile(file, migrationSource(migration), { flag: "wx" });
}

/** As the user sees it: `polls/migrations/0001_initial.ts`. */
export function migrationPath(migration: NewMigration, base: URL): string {
  return relative(fileURLToPath(base), fileURLToPath(fileOf(migration)));
}

function fileOf({ app, name }: NewMigration): URL {
  return new URL(`migrations/${name}.ts`, app.root);
}

const NAME_LENGTH = 52;

function nameFor(
  app: string,
  operations: readonly Operation[],
  graph: MigrationGraph,
  given: string | undefined,
): string {
  const own = graph.of(app);
  const number = Math.max(0, ...own.map(({ name }) => Number(name.slice(0, 4)))) + 1;
  const words = operations.map(({ args }) =>
    args.slice(0, 2).filter((arg) => typeof arg === "string"),
  );
  const said = words.map((each) => each.join("_").toLowerCase()).join("_");
  const made = own.length === 0 && operations.length > 0 ? "initial" : said || "custom";
  const name =
    given ?? (made.length > NAME_LENGTH ? `${made.slice(0, NAME_LENGTH)}_and_more` : made);
  return `${String(number).padStart(4, "0")}_${name.replace(/\W+/g, "_")}`;
}

/** The last migration of every other app that these operations point to. */
function dependenciesOf(
  app: string,
  operations: readonly Operation[],
  graph: MigrationGraph,
  names: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const text = JSON.stringify(operations.map(({ args }) => args));
  const others = new Set(Array.from(text.matchAll(/"to":"([^".]+)\./g), ([, label = ""]) => label));
  others.delete(app);
  return [...others].sort().flatMap((label) => {
    const last = names.get(label) ?? graph.of(label).at(-1)?.name;
    return last === undefined ? [] : [[label, last] as const];
  });
}

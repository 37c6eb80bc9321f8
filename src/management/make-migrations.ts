import { explainMissingLibraries } from "../connections/index.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../conf/index.ts";
import {
  applyOperations,
  detectChanges,
  detectModelRenames,
  migrationSource,
  type Answers,
  type MigrationGraph,
  type Operation,
} from "../migrations/index.ts";
import { dependenciesOf } from "./migration-dependencies.ts";
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
  graph.refuseConflicts();
  const chosen = apps.filter(({ label }) => labels.length === 0 || labels.includes(label));
  const before = applyOperations(graph.order);
  const found: { readonly app: App; readonly operations: readonly Operation[] }[] = [];
  if (empty) {
    found.push(...chosen.map((app) => ({ app, operations: [] })));
  } else {
    const { currentState, openModels } = await import("../db/index.ts").catch(
      explainMissingLibraries,
    );
    const now = await currentState(await openModels(settings, apps));
    const renames = await detectModelRenames(before, now, answers);
    for (const app of chosen) {
      const changes = await detectChanges(app.label, renames.state, now, answers);
      const operations = [...(renames.operations.get(app.label) ?? []), ...changes];
      if (operations.length > 0) found.push({ app, operations });
    }
  }
  const names = new Map(
    found.map(({ app, operations }) => [app.label, nameFor(app.label, operations, graph, name)]),
  );
  return found.map(({ app, operations }) => ({
    app,
    operations,
    name: names.get(app.label) ?? "",
    initial: graph.of(app.label).length === 0,
    dependencies: dependenciesOf(app.label, operations, { graph, names, before }),
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

/** Characters of a name that is made from operations; Django's limit. */
const NAME_LENGTH = 52;

function nameFor(
  app: string,
  operations: readonly Operation[],
  graph: MigrationGraph,
  given: string | undefined,
): string {
  const own = graph.of(app);
  const words = operations.map(({ args }) =>
    args.slice(0, 2).filter((arg) => typeof arg === "string"),
  );
  const said = words.map((each) => each.join("_").toLowerCase()).join("_");
  const made = own.length === 0 && operations.length > 0 ? "initial" : said || "custom";
  const name =
    given ?? (made.length > NAME_LENGTH ? `${made.slice(0, NAME_LENGTH)}_and_more` : made);
  return numbered(app, graph, name);
}

/** The name with the app's next number: `0002_votes`. */
export function numbered(app: string, graph: MigrationGraph, name: string): string {
  const numbers = graph.of(app).map((each) => Number(each.name.slice(0, 4)));
  const next = Math.max(0, ...numbers) + 1;
  return `${String(next).padStart(4, "0")}_${name.replace(/\W+/g, "_")}`;
}

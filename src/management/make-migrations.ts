import { mkdir, rename, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../conf/index.ts";
import {
  applyOperations,
  currentState,
  cutIntoMigrations,
  detectChanges,
  detectModelRenames,
  migrationSource,
  targetsOf,
  type AppChanges,
  type Cut,
  type MigrationGraph,
  type ModelStates,
  type Migration,
  type Places,
} from "../migrations/index.ts";
import { models, setup } from "../models/index.ts";
import { labelParts } from "../schema/index.ts";
import type { CheckedAnswers } from "./migration-answers.ts";
import { dependenciesOf } from "./migration-dependencies.ts";
import type { Database } from "./with-database.ts";

/** A migration that is not written yet. */
export interface NewMigration extends Migration {
  readonly app: App;
  readonly name: string;
  /** Positions of operations that cannot be written as text. */
  readonly places?: Places;
}

export interface ChangesOptions {
  /** Labels of the apps; empty for all. */
  readonly labels: readonly string[];
  /** Name to use instead of one made from the operations. */
  readonly name?: string | undefined;
  /** Migrations without operations, to be filled in by hand. */
  readonly empty: boolean;
  readonly answers: CheckedAnswers;
}

/** Detects changes in the models since the last migrations, in an order that `migrate` can apply. */
export async function changesOf(
  database: Database,
  { labels, name, empty, answers }: ChangesOptions,
): Promise<readonly NewMigration[]> {
  const { apps, graph } = database;
  graph.refuseConflicts();
  const all = apps.map(({ label }) => label);
  const chosen = labels.length === 0 ? all : all.filter((label) => labels.includes(label));
  const before = applyOperations(graph.order);
  const changes = empty
    ? chosen.map((app) => ({ app, operations: [] }))
    : await detectedIn(chosen, before, database, answers);
  const made = new Map<Cut, NewMigration>();
  for (const cut of cutIntoMigrations(changes, before)) {
    const app = apps.find(({ label }) => label === cut.app);
    if (!app) continue;
    const own = Array.from(made.values()).filter((each) => each.app === app);
    made.set(cut, {
      app,
      operations: cut.operations,
      name: nameFor(cut, graph, own.length, name),
      initial: graph.of(app.label).length === 0,
      dependencies: dependenciesOf(cut, { graph, before, made, previous: own.at(-1) }),
    });
  }
  return [...made.values()];
}

/** The changes of some apps, and of apps without migrations whose models they refer to. */
async function detectedIn(
  chosen: readonly string[],
  before: ModelStates,
  { settings, apps }: Database,
  answers: CheckedAnswers,
): Promise<readonly AppChanges[]> {
  await setup(settings, apps);
  const now = await currentState(models.models);
  const renames = await detectModelRenames(before, now, answers);
  const found = new Map<string, AppChanges>();
  const wanted = [...chosen];
  for (const app of wanted) {
    const changes = await detectChanges(app, renames.state, now, answers);
    const operations = [...(renames.operations.get(app) ?? []), ...changes];
    if (operations.length > 0) found.set(app, { app, operations });
    const unmade = operations.flatMap(targetsOf).filter((label) => !before.has(label));
    for (const label of unmade) {
      const [other] = labelParts(label);
      if (!wanted.includes(other)) wanted.push(other);
    }
  }
  answers.refuseUnused();
  return [...found.values()];
}

/** @throws The system's error if the file exists or cannot be written. */
export async function writeMigration(migration: NewMigration): Promise<void> {
  const file = fileOf(migration);
  await mkdir(new URL(".", file), { recursive: true });
  await writeFile(file, migrationSource(migration, migration.places), { flag: "wx" });
}

/** Replaces a migration's file atomically. */
export async function rewriteMigration(migration: NewMigration): Promise<void> {
  const file = fileOf(migration);
  const beside = new URL(`${file.href}.new`);
  await writeFile(beside, migrationSource(migration, migration.places), { flag: "wx" });
  await rename(beside, file);
}

/** The path for messages: `polls/migrations/0001_initial.ts`. */
export function migrationPath(migration: NewMigration, base: URL): string {
  return relative(fileURLToPath(base), fileURLToPath(fileOf(migration)));
}

/** The path of its file, which may not exist yet. */
export function fileOf({ app, name }: Pick<NewMigration, "app" | "name">): URL {
  return new URL(`migrations/${name}.ts`, app.root);
}

/** Longest name made from operations, as in Django. */
const NAME_LENGTH = 52;

function nameFor(
  { app, operations }: AppChanges,
  graph: MigrationGraph,
  madeBefore: number,
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
  return numbered(app, graph, name, madeBefore);
}

/**
 * Prefixes the name with the app's next number: `0002_votes`.
 *
 * @param madeBefore Number of the app's earlier migrations in the same run. Default 0.
 */
export function numbered(app: string, graph: MigrationGraph, name: string, madeBefore = 0): string {
  const numbers = graph.of(app).map((each) => Number(each.name.slice(0, 4)));
  const next = Math.max(0, ...numbers) + 1 + madeBefore;
  return `${String(next).padStart(4, "0")}_${name.replace(/\W+/g, "_")}`;
}

import { resolve } from "node:path";
import type { CommandContext } from "../../command/index.ts";
import { planTree, type Edit, type Plan } from "../../scaffold/index.ts";
import { packageVersion } from "../files.ts";
import { findProject, type ProjectFolder } from "../project.ts";
import { putRight } from "../put-right.ts";
import { writePlan } from "../write-plan.ts";
import { filesOfApp, type AppFiles } from "./app-files.ts";
import { findAppToDestroy, type AppToDestroy, type KnownApp } from "./app-to-destroy.ts";
import { editsOf } from "./edits.ts";
import { reasonsAgainst, refusal, refuseObstacles, type AppTables, type Found } from "./reasons.ts";
import { usesOfApp } from "./uses-of-app.ts";

export interface DestroyRequest {
  readonly name: string;
  readonly force: boolean;
  readonly migrate: boolean;
  readonly dryRun: boolean;
}

/** What only the loaded project knows. */
export interface DestroyProject {
  /** Empty if the project does not load. */
  apps(): Promise<readonly KnownApp[]>;
  /** @throws Whatever prevents the project, or its database, from answering. */
  tablesOf(label: string): Promise<AppTables>;
  /** Unapplies every migration of the app. */
  migrateToZero(label: string): Promise<void>;
}

/**
 * Removes an app from a project: from INSTALLED_APPS and urls.ts, its folder, and on request first its
 * tables.
 *
 * @throws {MkwebError} `MKWEB_DESTROY_REFUSED` with everything that still needs the app, or would be lost
 *   with it.
 */
export async function destroyApp(
  request: DestroyRequest,
  loaded: DestroyProject,
  context: CommandContext,
): Promise<void> {
  const { cwd, env, out } = context;
  const found = findProject(cwd, env, context.project);
  const project = { ...found, root: found.root.replace(/[/\\]$/, "") };
  const { root } = project;
  await putRight((line) => out.note(line), root);
  const app = findAppToDestroy(project, request.name, await loaded.apps());
  const messages: string[] = [];
  const edits = editsOf(project, app, (line) => messages.push(line));
  const files = await filesOfApp(root, app, context);
  refuseObstacles(root, files);
  const plan = planOf(root, app, files, edits);
  const texts = new Map(
    plan.entries.flatMap(({ kind, path, bytes }) =>
      kind === "edited"
        ? [[resolve(root, path), Buffer.from(bytes).toString("utf8")] as const]
        : [],
    ),
  );
  const uses = usesOfApp(root, app, texts);
  const all: Found = { app, files, uses, database: await databaseOf(app, loaded) };
  const reasons = reasonsAgainst(all, request);
  if (reasons.length > 0 && !request.force) throw refusal(root, all, reasons);

  const isApplied = typeof all.database !== "string" && all.database.applied.length > 0;
  if (request.migrate && !request.dryRun && isApplied) await loaded.migrateToZero(app.label);
  const facts = factsOf(project, request, all);
  const what = `destroyapp ${app.path}`;
  await writePlan({ plan, root, facts, what, thing: "an app", dryRun: request.dryRun }, context);
  if (request.dryRun) return;
  for (const message of messages) out.note(message);
  out.note(`${out.style.success("Removed")} the app ${app.path}, ${files.files.length} files.`);
  if (reasons.length > 0) {
    out.note(`Removed because of --force; check these yourself:\n${reasons.join("\n")}`);
  }
  if (!request.migrate) sayTables(all, context);
  out.note(`To bring it back: ${out.style.code(`${context.program} undo`)}`);
}

function planOf(root: string, app: AppToDestroy, files: AppFiles, edits: readonly Edit[]): Plan {
  const last = files.files.at(-1);
  const removals = files.files.map(({ path, secret }) => ({
    path,
    secret,
    folders: path === last?.path ? files.folders : [],
  }));
  const values = { app_name: app.label, app_path: app.path };
  const record = {
    command: `destroyapp ${app.path}`,
    blueprint: { name: "destroyapp" },
    version: packageVersion(),
    values,
    label: app.label,
  };
  return planTree(new Map(), root, { root, edits, removals, record });
}

async function databaseOf(
  { label }: AppToDestroy,
  loaded: DestroyProject,
): Promise<AppTables | string> {
  try {
    return await loaded.tablesOf(label);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sayTables({ app, database }: Found, { out, program }: CommandContext): void {
  if (typeof database === "string" || database.tables.length === 0) return;
  const names = database.tables.map(({ name }) => name).join(", ");
  out.note(
    `Its tables are still in the database: ${names}. To remove them as well: ${program} undo, then ${program} destroyapp --migrate ${app.path}`,
  );
}

function factsOf(
  { root }: ProjectFolder,
  { migrate }: DestroyRequest,
  { app, uses, database }: Found,
): Readonly<Record<string, unknown>> {
  const tables = typeof database === "string" ? null : database.tables;
  const applied = typeof database === "string" ? [] : database.applied;
  return {
    app: app.path,
    label: app.label,
    folder: app.folder,
    project: root,
    uses,
    tables: tables?.map(({ name, isEmpty }) => ({ name, isEmpty })) ?? null,
    unapplied: migrate ? applied : [],
  };
}

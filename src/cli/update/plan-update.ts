/** Plans everything that an update does to a project. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CommandContext } from "../../command/index.ts";
import type { Labels } from "../../merge/index.ts";
import {
  planTree,
  readRecords,
  type Plan,
  type RecordedFile,
  type TreeFile,
} from "../../scaffold/index.ts";
import { packageVersion } from "../files.ts";
import type { PackageManager } from "../package-manager.ts";
import { releaseFor } from "./brought.ts";
import { dependenciesMoved } from "./dependencies.ts";
import { madeIn, managerOf, type Made } from "./made.ts";
import type { FileUpdate } from "./file-update.ts";
import { mergeMade } from "./merge-made.ts";
import { appToday, projectToday } from "./theirs.ts";
import { refused, versionBefore } from "./versions.ts";

export interface PlannedUpdate {
  readonly plan: Plan;
  /** Every file that changes, or would without the user's edits; by project and app, then by path. */
  readonly files: readonly FileUpdate[];
  /** A sentence about each missing app and everything else that was skipped. */
  readonly messages: readonly string[];
  /** Versions of mkweb. */
  readonly from: string;
  readonly to: string;
  /** Whether the dependencies in package.json change, so that they must be installed. */
  readonly needsInstall: boolean;
  /** The project's package manager. */
  readonly manager: PackageManager;
  /** Files that earlier updates merged, possibly with conflict markers. */
  readonly mergedBefore: readonly string[];
}

/**
 * Merges the current blueprints into a project. Writes nothing.
 *
 * @param root The project's folder.
 * @throws {MkwebError} Errors of fetching templates, `MKWEB_UPDATE_REFUSED`, `MKWEB_RECORD_INVALID`,
 *   `MKWEB_PACK_FAILED`.
 */
export async function planUpdate(
  root: string,
  { templates, answers }: TemplateChoice,
  context: CommandContext,
): Promise<PlannedUpdate> {
  const to = packageVersion();
  const records = readRecords(root);
  const from = versionBefore(records, to);
  const all = madeIn(records);
  if (all.length === 0) {
    throw refused(
      "Cannot tell what this project was made from: .mkweb/ holds no record of it.",
      "Restore .mkweb/ from version control.",
    );
  }
  const labels: Labels = { ours: "yours", base: "before", theirs: `mkweb ${to}` };
  const files: FileUpdate[] = [];
  const messages: string[] = [];
  for (const made of all) {
    context.out.status(`Comparing ${made.name} with mkweb ${to}`);
    if (!existsSync(join(root, made.folder))) {
      messages.push(`${made.folder}/ no longer exists, so it was skipped.`);
    } else if (made.record.source !== null && !templates) {
      messages.push(
        `${made.name} was made from ${made.record.source.spec} and stays as it is; --templates fetches its current version and merges it.`,
      );
    } else {
      files.push(...(await updatesOf(made, { root, all, labels, to, answers, context })));
    }
  }
  const needsInstall = dependenciesMoved(files);
  const manager = managerOf(all);
  const mergedBefore = records.flatMap(({ record }) =>
    record.command === "update" ? Object.keys(record.bases) : [],
  );
  const plan = planOf(root, files, to);
  return { plan, files, messages, from, to, needsInstall, manager, mergedBefore };
}

/** What to do with parts made from the user's own templates. */
export interface TemplateChoice {
  /** Whether to fetch them again from their recorded sources. */
  readonly templates: boolean;
  /** Answers to new questions, by name. */
  readonly answers: ReadonlyMap<string, string>;
}

interface Surroundings extends Pick<TemplateChoice, "answers"> {
  readonly root: string;
  readonly all: readonly Made[];
  readonly labels: Labels;
  readonly to: string;
  readonly context: CommandContext;
}

async function updatesOf(
  made: Made,
  { root, all, labels, to, answers, context }: Surroundings,
): Promise<readonly FileUpdate[]> {
  const { env, signal } = context;
  const request = { root, made, all, labels };
  const { record, kind, name } = made;
  if (record.source !== null) {
    const { ownToday } = await import("../own-template/today.ts");
    const release =
      kind === "project" ? await releaseFor(made, { version: to, env, signal }) : undefined;
    const folder = join(root, made.folder);
    const own = await ownToday({ kind, name, folder, record, release, answers }, context);
    return mergeMade({
      ...request,
      labels: { ...labels, theirs: record.source.spec },
      today: () => own,
    });
  }
  if (made.kind === "app") return mergeMade({ ...request, today: (text) => appToday(made, text) });
  const release = await releaseFor(made, { version: to, env, signal });
  return mergeMade({ ...request, today: (text) => projectToday(made, text, release) });
}

function planOf(root: string, files: readonly FileUpdate[], version: string): Plan {
  const tree = new Map<string, TreeFile>();
  const replacements = [];
  const removals = [];
  for (const { path, kind, ours, bytes, mode = 0o666 } of files) {
    if (kind === "removed")
      removals.push({ path: join(root, path), folders: foldersOf(root, path) });
    else if (bytes && !ours) tree.set(path, { bytes, mode });
    else if (bytes && ours && Buffer.compare(bytes, ours) !== 0) {
      replacements.push({ path: join(root, path), before: ours, bytes });
    }
  }
  const bases: Record<string, RecordedFile> = {};
  for (const { path, base } of files) if (base) bases[path] = base;
  const record = { command: "update", blueprint: { name: "update" }, version, values: {}, bases };
  return planTree(tree, root, { root, replacements, removals, record });
}

/** The folders between the project's folder and the file, innermost first. */
function foldersOf(root: string, path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = dirname(path); at !== "."; at = dirname(at)) folders.push(join(root, at));
  return folders;
}

import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { errorCodeOf, readFailed } from "./failures.ts";
import { hashOf } from "./hash.ts";
import type { Blueprint } from "./load.ts";
import type { Plan, PlanEntry } from "./plan.ts";
import { isPrivate, type Tree } from "./tree.ts";
import { publicAnswers } from "./variables.ts";

/** The folder of the project that holds the records; belongs into version control. */
export const RECORDS = ".mkweb";

/** What a run wants written down. */
export interface RecordRequest {
  readonly blueprint: Blueprint;
  /** Of mkweb. */
  readonly version: string;
  /** The checked variables; secret ones are left out. */
  readonly values: Readonly<Record<string, string>>;
  /** Tells the file from others of this blueprint: the app's name. Default: none. */
  readonly label?: string;
}

/** One applied plan, as `.mkweb/0002_app_webapp.json` holds it; paths are from the project's folder. */
export interface AppliedRecord {
  readonly format: 1;
  readonly mkweb: string;
  readonly blueprint: string;
  readonly answers: Readonly<Record<string, string>>;
  /** SHA-256 of each file as written; `null` for a file only its owner may read. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Folders that the run made, outermost first. Records of older versions have none. */
  readonly folders?: readonly string[];
  readonly edits: Readonly<Record<string, RecordedEdit>>;
}

/**
 * How to restore an edited file: while its hash is `after`, put `removed` back in the place of
 * `inserted` at `at` (in UTF-16 code units) and its hash is `before` again.
 */
export interface RecordedEdit {
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** The record of a plan, as a tree of one file. */
export function recordOf(request: RecordRequest, plan: Plan, root: string): Tree {
  const { blueprint, version, values, label } = request;
  const path = ({ path }: Pick<PlanEntry, "path">): string =>
    relative(root, join(plan.base, path)).split(sep).join("/");
  const record: AppliedRecord = {
    format: 1,
    mkweb: version,
    blueprint: blueprint.name,
    answers: publicAnswers(blueprint, values),
    files: Object.fromEntries(
      plan.entries
        .filter(({ kind }) => kind === "new" || kind === "identical")
        .map((entry) => [path(entry), isPrivate(entry) ? null : hashOf(entry.bytes)]),
    ),
    folders: foldersMade(plan)
      .map((folder) => path({ path: folder }))
      // The project's own folder stays, and with it what the user puts there.
      .filter((folder) => folder !== ""),
    edits: Object.fromEntries(
      plan.entries
        .filter((entry) => entry.kind === "edited")
        .map((entry) => [path(entry), recordedEdit(entry.before, entry.bytes)]),
    ),
  };
  const name = [nextNumber(join(root, RECORDS)), blueprint.name, ...(label ? [label] : [])];
  const bytes = Buffer.from(layOut(record));
  return new Map([[`${RECORDS}/${name.join("_")}.json`, { bytes, mode: 0o666 }]]);
}

/** As formatters do, whose checks in a project read this file too: a list that fits stands on one line. */
function layOut(record: object): string {
  const text = JSON.stringify(record, undefined, 2);
  const list = /^ {2}"folders": \[\n[^]*?\n {2}\],?$/m;
  const laidOut = text.replace(list, (lines) => {
    const line = `  ${lines
      .split("\n")
      .map((each) => each.trim())
      .join(" ")}`;
    const joined = line.replace("[ ", "[").replace(/ (\],?)$/, "$1");
    return joined.length <= LINE_WIDTH ? joined : lines;
  });
  return `${laidOut}\n`;
}

const LINE_WIDTH = 100;

/** From the base. */
function foldersMade({ entries }: Plan): readonly string[] {
  const made = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== "new") continue;
    for (
      let at = entry.path.indexOf("/", entry.top.length);
      at !== -1;
      at = entry.path.indexOf("/", at + 1)
    ) {
      made.add(entry.path.slice(0, at));
    }
  }
  return [...made].sort();
}

function recordedEdit(before: Uint8Array, after: Uint8Array): RecordedEdit {
  const old = Buffer.from(before).toString("utf8");
  const now = Buffer.from(after).toString("utf8");
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return {
    before: hashOf(before),
    after: hashOf(after),
    at: start,
    removed: old.slice(start, old.length - end),
    inserted: now.slice(start, now.length - end),
  };
}

/** Numbered as migrations are: 0001, 0002. */
function nextNumber(folder: string): string {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT" && errorCodeOf(error) !== "ENOTDIR") {
      throw readFailed(folder, error);
    }
  }
  const numbers = names.map((name) => Number(/^(\d{1,9})_/.exec(name)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(4, "0");
}

import { lstatSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { readFailed } from "../failures.ts";
import { hashOf } from "../hash.ts";
import type { Blueprint } from "../blueprint/load.ts";
import type { NewEntry, IdenticalEntry, Plan, PlanEntry, RemovedEntry } from "../plan/entries.ts";
import { recordedEdit, type RecordedEdit } from "./recorded-edit.ts";
import { utf8Text } from "../../values/index.ts";
import { holdsAny, isPrivate, type Tree, type TreeFile } from "../tree.ts";
import { publicAnswers } from "../blueprint/variables.ts";

/** The project's folder for records; keep it in version control. */
export const RECORDS = ".mkweb";

/** What to record about a run. */
export interface RecordRequest {
  /** The typed command in its shortest form: `startapp blog`. */
  readonly command: string;
  /** The blueprint; only a name for a run that creates no files. */
  readonly blueprint: Blueprint | { readonly name: string };
  /** Source of the blueprint. Default: mkweb itself. */
  readonly source?: RecordedSource;
  /** Version of mkweb. */
  readonly version: string;
  /** The checked variables; secrets are left out. */
  readonly values: Readonly<Record<string, string>>;
  /** Tells the file from others of this blueprint: the app's name. Default: none. */
  readonly label?: string;
  /** See {@link AppliedRecord.bases}. Default: none. */
  readonly bases?: Readonly<Record<string, RecordedFile>>;
}

/** A blueprint from elsewhere than mkweb. */
export interface RecordedSource {
  readonly kind: "folder" | "archive" | "url" | "npm" | "git";
  /** The source as typed. */
  readonly spec: string;
  /** The version, commit or path it was resolved to. */
  readonly resolved: string;
  /** SHA-256 of its tree. */
  readonly hash: string;
  /** Values of `-e`, `-n` and `-x`. Default: none. */
  readonly options?: RecordedOptions;
}

export interface RecordedOptions {
  readonly extensions: readonly string[];
  readonly files: readonly string[];
  readonly exclude: readonly string[];
}

/** One applied plan, as stored in `.mkweb/0002_app_webapp.json`; paths are relative to the project's folder. */
export interface AppliedRecord {
  readonly format: 1 | 2;
  readonly mkweb: string;
  /** The typed command in its shortest form: `startapp blog`. */
  readonly command: string;
  readonly blueprint: string;
  /** Source of the blueprint; `null` for mkweb's own. */
  readonly source: RecordedSource | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, RecordedFile>>;
  /** Folders that the run created, outermost first. */
  readonly folders: readonly string[];
  readonly edits: Readonly<Record<string, RecordedEdit>>;
  /** Files that the run removed. */
  readonly removed: Readonly<Record<string, RemovedFile>>;
  /** Folders removed with them, outermost first, with their octal permission bits. */
  readonly removedFolders: Readonly<Record<string, string>>;
  /** The versions that files were merged with: the base of the next update. */
  readonly bases: Readonly<Record<string, RecordedFile>>;
}

/** A file that the run created, or found with the same contents. */
export interface RecordedFile {
  /** Hash of the written file; `null` for a private file, or one with a secret answer. */
  readonly sha256: string | null;
  /** The written text; `null` if there is no hash, for a binary file, and in records of format 1. */
  readonly rendered: string | null;
  /** Whether the same file already existed; undo then keeps it. Default: false. */
  readonly found?: boolean;
}

/** A removed file as it was, as text or else in base64; for a secret one only its mode. */
export interface RemovedFile {
  /** Octal permission bits: `644`. */
  readonly mode: string;
  readonly text?: string;
  readonly base64?: string;
}

/** The record of a plan, as a tree of one file. */
export function recordOf(request: RecordRequest, plan: Plan, root: string): Tree {
  const { blueprint, command, version, label, source = null, bases = {} } = request;
  const path = (from: string): string => relative(root, join(plan.base, from)).split(sep).join("/");
  const answers = answersOf(request);
  const secrets = secretsOf(request);
  const of = <Kind extends PlanEntry["kind"]>(...kinds: readonly Kind[]) =>
    plan.entries.filter((entry): entry is Extract<PlanEntry, { kind: Kind }> =>
      kinds.some((kind) => kind === entry.kind),
    );
  const removed = of("removed");
  const record: Omit<AppliedRecord, "removed" | "removedFolders" | "bases"> = {
    format: 2,
    mkweb: version,
    command,
    blueprint: blueprint.name,
    source,
    answers,
    files: Object.fromEntries(
      of("new", "identical")
        .filter((entry) => entry.kind === "new" || entry.isEdit !== true)
        .map((entry) => [path(entry.path), recordedFile(entry, secrets)]),
    ),
    folders: foldersMade(of("new"))
      .map(path)
      // The project's own folder stays, with everything the user puts there.
      .filter((folder) => folder !== ""),
    edits: Object.fromEntries(of("edited").map((entry) => [path(entry.path), recordedEdit(entry)])),
    ...(removed.length > 0 && removal(removed, plan, path)),
    ...(Object.keys(bases).length > 0 && { bases }),
  };
  const name = [nextNumber(join(root, RECORDS)), blueprint.name, ...(label ? [label] : [])];
  const bytes = Buffer.from(layOut(record));
  return new Map([[`${RECORDS}/${name.join("_")}.json`, { bytes, mode: 0o666 }]]);
}

function answersOf({ blueprint, values }: RecordRequest): Readonly<Record<string, string>> {
  return "manifest" in blueprint ? publicAnswers(blueprint, values) : values;
}

/** The answers that must not be shown. */
export function secretsOf(request: RecordRequest): readonly string[] {
  const answers = answersOf(request);
  return Object.entries(request.values)
    .filter(([name, secret]) => secret !== "" && !Object.hasOwn(answers, name))
    .map(([, secret]) => secret);
}

function recordedFile(
  { bytes, kind, mode }: NewEntry | IdenticalEntry,
  secrets: readonly string[],
): RecordedFile {
  const found = kind === "identical" && { found: true };
  if (isPrivate({ mode }) || holdsAny(bytes, secrets))
    return { sha256: null, rendered: null, ...found };
  return { sha256: hashOf(bytes), rendered: utf8Text(bytes) ?? null, ...found };
}

function removal(
  entries: readonly RemovedEntry[],
  { base }: Plan,
  path: (from: string) => string,
): Pick<AppliedRecord, "removed" | "removedFolders"> {
  const folders = [...new Set(entries.flatMap((entry) => entry.folders))].sort();
  return {
    removed: Object.fromEntries(
      entries.map(({ path: from, before, mode, secret = false }) => [
        path(from),
        removedFile({ bytes: before, mode }, secret),
      ]),
    ),
    removedFolders: Object.fromEntries(
      folders.map((folder) => [path(folder), octal(lstatSync(join(base, folder)).mode & 0o7777)]),
    ),
  };
}

function removedFile({ bytes, mode: bits }: TreeFile, secret: boolean): RemovedFile {
  const mode = octal(bits);
  if (secret) return { mode };
  const text = utf8Text(bytes);
  return text === undefined
    ? { mode, base64: Buffer.from(bytes).toString("base64") }
    : { mode, text };
}

function octal(mode: number): string {
  return mode.toString(8);
}

/**
 * Formats as formatters do, because a project's format check covers this file too: a list that fits stays on
 * one line.
 */
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

/** Relative to the base. */
function foldersMade(entries: readonly NewEntry[]): readonly string[] {
  const made = new Set<string>();
  for (const entry of entries) {
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

/** Numbered like migrations: 0001, 0002. */
function nextNumber(folder: string): string {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT", "ENOTDIR")) {
      throw readFailed(folder, error);
    }
  }
  const numbers = names.map((name) => Number(/^(\d{1,9})_/.exec(name)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(4, "0");
}

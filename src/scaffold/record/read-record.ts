import { readdirSync } from "node:fs";
import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import { isRecord, isRecordOf } from "../../values/index.ts";
import { readSource } from "../read.ts";
import {
  RECORDS,
  type AppliedRecord,
  type RecordedFile,
  type RecordedSource,
  type RemovedFile,
} from "./record.ts";
import type { RecordedEdit } from "./recorded-edit.ts";

/** In bytes: a record contains everything that its run removed. */
const LARGEST = 64 * 1024 * 1024;

/** A record of the project. */
export interface NamedRecord {
  /** The file's name without extension: `0002_app_blog`. */
  readonly name: string;
  /** 2 */
  readonly number: number;
  readonly record: AppliedRecord;
  /** The file's contents. */
  readonly bytes: Uint8Array;
}

/**
 * Reads every record of a project, oldest first, and converts older formats. Records may come from a clone,
 * so only their form can be trusted.
 *
 * @param root The project's folder.
 * @throws {MkwebError} `MKWEB_RECORD_INVALID` for an invalid file with the name of a record.
 */
export function readRecords(root: string): readonly NamedRecord[] {
  return recordNames(root)
    .toSorted((one, other) => numberOf(one) - numberOf(other) || (one < other ? -1 : 1))
    .map((name) => {
      const bytes = readSource(join(root, RECORDS, `${name}.json`), LARGEST);
      return { name, number: numberOf(name), record: parseRecord(bytes, name), bytes };
    });
}

function recordNames(root: string): readonly string[] {
  try {
    return readdirSync(join(root, RECORDS))
      .filter((each) => /^\d{4,9}_.*\.json$/.test(each))
      .map((each) => each.replace(/\.json$/, ""));
  } catch {
    // No folder: nothing was recorded.
    return [];
  }
}

function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

/**
 * Parses a record.
 *
 * @throws {MkwebError} `MKWEB_RECORD_INVALID`.
 */
export function parseRecord(bytes: Uint8Array, name: string): AppliedRecord {
  try {
    const data: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (isRecord(data) && data["format"] === 1) return fromFirst(data);
    if (isRecord(data) && data["format"] === 2) return fromSecond(data);
  } catch {
    // Reported below.
  }
  throw new MkwebError(
    "MKWEB_RECORD_INVALID",
    `${RECORDS}/${name}.json is not a record that this mkweb can read.\nNo file was changed.`,
    { hint: "Restore it from version control; a newer mkweb may have written it." },
  );
}

function fromFirst(data: Fields): AppliedRecord {
  const { blueprint, answers } = data;
  if (!isText(blueprint) || !isRecordOf(answers, isText)) throw new Error("Not a record");
  const files = mapped(data["files"], (hash): RecordedFile => {
    if (hash === null || isText(hash)) return { sha256: hash, rendered: null };
    throw new Error("Not a hash");
  });
  return fromSecond({
    ...data,
    command: commandOf(blueprint, answers),
    source: null,
    folders: data["folders"] ?? [],
    files,
  });
}

/** Reconstructs the typed command from a record of format 1. */
function commandOf(blueprint: string, answers: Readonly<Record<string, string>>): string {
  const { app_name: app, app_label: label, model, project_name: project } = answers;
  if (blueprint === "app") return `startapp ${app ?? ""}`;
  if (blueprint === "resource") return `generate resource ${label ?? ""}.${model ?? ""}`;
  return blueprint === "project" ? `startproject ${project ?? ""}` : blueprint;
}

function fromSecond(data: Fields): AppliedRecord {
  const { format, mkweb, command, blueprint, source, answers, folders } = data;
  const { files, edits, removed = {}, removedFolders = {}, bases = {} } = data;
  const isWhole =
    (format === 1 || format === 2) &&
    isText(mkweb) &&
    isText(command) &&
    isText(blueprint) &&
    (source === null || isSource(source)) &&
    isRecordOf(answers, isText) &&
    isRecordOf(files, isFile) &&
    Array.isArray(folders) &&
    folders.every(isText) &&
    isRecordOf(edits, isEdit) &&
    isRecordOf(removed, isRemoved) &&
    isRecordOf(removedFolders, isOctal) &&
    isRecordOf(bases, isFile);
  if (!isWhole) throw new Error("Not a record");
  return {
    format,
    mkweb,
    command,
    blueprint,
    source,
    answers,
    files,
    folders,
    edits,
    removed,
    removedFolders,
    bases,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isOctal(value: unknown): value is string {
  return isText(value) && /^[0-7]{1,4}$/.test(value);
}

function isSource(value: unknown): value is RecordedSource {
  return (
    isRecord(value) &&
    ["folder", "archive", "url", "npm", "git"].includes(String(value["kind"])) &&
    [value["spec"], value["resolved"], value["hash"]].every(isText) &&
    (value["options"] === undefined || isOptions(value["options"]))
  );
}

function isOptions(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["extensions", "files", "exclude"].every((name) => {
      const list = value[name];
      return Array.isArray(list) && list.every(isText);
    })
  );
}

function isFile(value: unknown): value is RecordedFile {
  return (
    isRecord(value) &&
    [value["sha256"], value["rendered"]].every((each) => each === null || isText(each)) &&
    (value["found"] === undefined || typeof value["found"] === "boolean")
  );
}

function isEdit(value: unknown): value is RecordedEdit {
  if (!isRecord(value)) return false;
  const { before, after, at, removed, inserted, unformatted, as, base64 } = value;
  return (
    [before, after, removed, inserted].every(isText) &&
    Number.isSafeInteger(at) &&
    (unformatted === undefined ||
      (isRecord(unformatted) && isText(unformatted["before"]) && isText(unformatted["after"]))) &&
    (as === undefined || (isRecordOf(as, isText) && isText(as["kind"]))) &&
    (base64 === undefined || isText(base64))
  );
}

function isRemoved(value: unknown): value is RemovedFile {
  return (
    isRecord(value) &&
    isOctal(value["mode"]) &&
    [value["text"], value["base64"]].every((each) => each === undefined || isText(each))
  );
}

function mapped<T>(value: unknown, map: (each: unknown) => T): Readonly<Record<string, T>> {
  if (!isRecord(value)) throw new Error("Not an object");
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, map(each)]));
}

import { hashOf } from "../hash.ts";
import type { EditedEntry } from "../plan/entries.ts";
import { unformatted } from "../text.ts";
import { utf8Text } from "../../values/index.ts";

/**
 * How to restore an edited file: while its hash is `after`, replace `inserted` at `at` (in UTF-16 code units)
 * by `removed`, and the hash is `before` again. Both are whole lines with some unchanged lines around them,
 * by which the place is found if the file was changed since.
 */
export interface RecordedEdit {
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
  /** Hashes of both texts without formatting. Missing in records of format 1 and for binary files. */
  readonly unformatted?: { readonly before: string; readonly after: string };
  /** The edit's meaning. Default: unknown. */
  readonly as?: EditMeaning;
  /** The old contents of a binary file, instead of `removed`. */
  readonly base64?: string;
}

/** The meaning of an edit, by which it is found again: `{ kind: "installedApps", value: "blog" }`. */
export interface EditMeaning extends Readonly<Record<string, string>> {
  readonly kind: string;
}

/** Unchanged lines to keep around a difference. */
const AROUND = 3;

export function recordedEdit({ before, bytes: after, as }: EditedEntry): RecordedEdit {
  const hashes = { before: hashOf(before), after: hashOf(after) };
  const old = utf8Text(before);
  const now = utf8Text(after);
  if (old === undefined || now === undefined) {
    const base64 = Buffer.from(before).toString("base64");
    return { ...hashes, at: 0, removed: "", inserted: "", base64 };
  }
  const { start, end } = difference(old, now);
  return {
    ...hashes,
    at: start,
    removed: old.slice(start, old.length - end),
    inserted: now.slice(start, now.length - end),
    unformatted: { before: looseHash(old), after: looseHash(now) },
    ...(as && { as }),
  };
}

/** Hash of a text without formatting. */
export function looseHash(text: string): string {
  return hashOf(Buffer.from(unformatted(text)));
}

/** The length of the common start and end of two texts, minus some lines. */
function difference(old: string, now: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return { start: linesBefore(now, start), end: now.length - linesAfter(now, now.length - end) };
}

function linesBefore(text: string, position: number): number {
  let at = position;
  for (let lines = 0; lines <= AROUND && at > 0; lines += 1) at = text.lastIndexOf("\n", at - 1);
  return Math.max(at, 0) + (at > 0 ? 1 : 0);
}

function linesAfter(text: string, position: number): number {
  let at = position;
  for (let lines = 0; lines <= AROUND && at < text.length; lines += 1) {
    const next = text.indexOf("\n", at);
    at = next === -1 ? text.length : next + 1;
  }
  return at;
}

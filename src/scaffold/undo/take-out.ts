/** Removes an edit from a text whose surroundings were changed or formatted since. */
import type { RecordedEdit } from "../record/recorded-edit.ts";
import { eachMeant, unformatted } from "../text.ts";

/** Consecutive lines that the edit changed, with the unchanged ones around them. */
interface Hunk {
  readonly before: string;
  readonly old: string;
  readonly now: string;
  readonly after: string;
}

/**
 * The text without the edit. Searches for the edit without formatting, with as many surrounding lines as
 * still exist; it must be found exactly once.
 *
 * @returns Otherwise, the lines that were not found.
 */
export async function takeOut(
  text: string,
  { removed, inserted }: Pick<RecordedEdit, "removed" | "inserted">,
): Promise<string | { readonly missing: string }> {
  let result = text;
  for (const hunk of (await hunksOf(removed, inserted)).toReversed()) {
    const next = withoutHunk(result, hunk);
    if (next === undefined) return { missing: hunk.now };
    result = next;
  }
  return result;
}

async function hunksOf(removed: string, inserted: string): Promise<readonly Hunk[]> {
  const { diffLines } = await import("diff");
  const hunks: Hunk[] = [];
  let [before, old, now] = ["", "", ""];
  const end = (after: string): void => {
    if (old !== "" || now !== "") hunks.push({ before, old, now, after });
    [before, old, now] = [after, "", ""];
  };
  for (const part of diffLines(removed, inserted)) {
    if (part.removed) old += part.value;
    else if (part.added) now += part.value;
    else end(part.value);
  }
  end("");
  return hunks.filter((hunk) => unformatted(hunk.old) !== unformatted(hunk.now));
}

function withoutHunk(text: string, hunk: Hunk): string | undefined {
  const { old, now } = hunk;
  const place = placeOf(text, hunk);
  if (place === undefined) return undefined;
  const [wanted, found] = [unformatted(old), unformatted(now)];
  const start = shared(wanted, found, (from, at) => from[at]);
  const rest = Math.min(wanted.length, found.length) - start;
  const end = Math.min(
    shared(wanted, found, (from, at) => from.at(-1 - at)),
    rest,
  );
  const meant = eachMeant(text);
  const first = meant[place + start];
  const last = meant[place + found.length - end - 1];
  const back = pieceOf(old, start, wanted.length - end);
  const isGone = found.length - end === start;
  // Restored text goes before the text that follows it.
  if (isGone) return putIn(text, meant[place + start] ?? text.length, back);
  if (first === undefined || last === undefined) return undefined;
  return back === ""
    ? cutOut(text, first, last + 1)
    : text.slice(0, first) + back + text.slice(last + 1);
}

/** Fewer characters than these are not unique enough. */
const TELLING = 6;
const TELLING_ALONE = 24;

/** Index of the meaningful character where the hunk starts; `undefined` if it is not found exactly once. */
function placeOf(text: string, { before, now, after }: Hunk): number | undefined {
  const all = unformatted(text);
  const [lead, found, trail] = [unformatted(before), unformatted(now), unformatted(after)];
  const sides = [
    [lead, trail],
    ...(found.length >= TELLING_ALONE
      ? [
          [lead, ""],
          ["", trail],
        ]
      : []),
  ];
  for (const [left = "", right = ""] of sides) {
    const most = Math.max(left.length, right.length);
    const least = Math.min(most, TELLING);
    for (
      let around = most;
      around >= least;
      around = Math.min(Math.trunc(around / 1.5), around - 1)
    ) {
      const start = left.slice(Math.max(0, left.length - around));
      const needle = start + found + right.slice(0, around);
      const at = needle === "" ? -1 : all.indexOf(needle);
      if (at === -1) continue;
      return all.indexOf(needle, at + 1) === -1 ? at + start.length : undefined;
    }
  }
  return undefined;
}

function shared(
  one: string,
  other: string,
  at: (from: string, index: number) => string | undefined,
): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && at(one, count) === at(other, count)) count += 1;
  return count;
}

/** The part of a text between two meaningful characters. */
function pieceOf(text: string, from: number, to: number): string {
  const meant = eachMeant(text);
  const [first, last] = [meant[from], meant[to - 1]];
  return first === undefined || last === undefined || to <= from ? "" : text.slice(first, last + 1);
}

function putIn(text: string, at: number, piece: string): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^[^\S\r\n]*/.exec(text.slice(start))?.[0] ?? "";
  return `${text.slice(0, start)}${indent}${piece.trim()}${eol}${text.slice(start)}`;
}

/** Includes its quotes, its comma, and its lines if they contain nothing else. */
function cutOut(text: string, from: number, to: number): string {
  const quotes = /["'`]*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const ending = /^["'`]*[,;]?/.exec(text.slice(to))?.[0].length ?? 0;
  const [start, end] = [from - quotes, to + ending];
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1) + 1, 0);
  const rest = /^[^\S\r\n]*(\r?\n|$)/.exec(text.slice(end));
  if (text.slice(lineStart, start).trim() === "" && rest) {
    return text.slice(0, lineStart) + text.slice(end + rest[0].length);
  }
  const before = text.slice(0, start);
  const [, space = "", after = ""] = /^([^\S\r\n]*)([^]*)$/.exec(text.slice(end)) ?? [];
  return /^[\])}]/.test(after)
    ? before.replace(/,[^\S\r\n]*$/, "") + space + after
    : before + after;
}

/**
 * The text of a CREATE TABLE, taken apart so far as to change one column or constraint and to leave every
 * other character as it is. SQLite keeps the text and reads it anew each time, so what is kept is kept
 * exactly: comments, ON CONFLICT, STRICT, expressions.
 */
import { notInDatabase, notUnderstood } from "../failures.ts";
import { tokensOf, unquoted, wordsOf } from "./tokens.ts";

export interface TableText {
  /** Up to the first parenthesis. */
  readonly head: string;
  readonly items: TableItem[];
  /** From the last parenthesis on. */
  readonly tail: string;
}

/** What stands between two commas: a column, or a constraint of the table. */
export interface TableItem {
  text: string;
  /** A column's name. */
  readonly column?: string;
  /** A constraint's name. */
  readonly constraint?: string;
  /** What a constraint begins with: `check`, `foreign`, `primary`, `unique`. */
  readonly kind?: string;
}

/** @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: it is no CREATE TABLE with columns. */
export function parseTable(sql: string): TableText {
  const tokens = tokensOf(sql);
  const open = tokens.indexOf("(");
  const [first = "", second = ""] = wordsOf(sql);
  if (open < 0 || !/^create table$/i.test(`${first} ${second}`)) throw noTable(sql);
  const items: TableItem[] = [];
  let depth = 1;
  let start = open + 1;
  let at = open;
  while (depth > 0 && at < tokens.length - 1) {
    at += 1;
    if (tokens[at] === "(") depth += 1;
    if (tokens[at] === ")") depth -= 1;
    if (depth > 1 || (depth === 1 && tokens[at] !== ",")) continue;
    items.push(itemOf(tokens.slice(start, at).join("")));
    start = at + 1;
  }
  return {
    head: tokens.slice(0, open + 1).join(""),
    items,
    tail: tokens.slice(at).join(""),
  };
}

export function printTable({ head, items, tail }: TableText): string {
  return head + items.map(({ text }) => text).join(",") + tail;
}

export function itemOf(text: string): TableItem {
  const [first = "", second = "", third = ""] = wordsOf(text);
  if (!/^(?:constraint|primary|unique|check|foreign)$/i.test(first)) {
    return { text, column: unquoted(first) };
  }
  const isNamed = /^constraint$/i.test(first);
  return {
    text,
    ...(isNamed && { constraint: unquoted(second) }),
    kind: (isNamed ? third : first).toLowerCase(),
  };
}

/**
 * Takes out the first constraint or column for which something holds.
 *
 * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: SQLite asks for no comma between constraints, and there is
 *   more than one in the piece.
 */
export function removeItem(table: TableText, isMeant: (item: TableItem) => boolean): boolean {
  const at = table.items.findIndex(isMeant);
  if (at < 0) return false;
  const [found] = table.items.splice(at, 1);
  const text = found?.text ?? "";
  const names = wordsOf(text).filter((word) => /^constraint$/i.test(word));
  if (found?.column === undefined && names.length > 1) {
    throw notUnderstood(`Cannot tell the constraints apart in: ${text.trim()}.`);
  }
  return true;
}

/** The one column in an item's first parentheses: of `FOREIGN KEY ("a") ...`. */
export function soleColumn(text: string): string | undefined {
  const words = wordsOf(text);
  const open = words.indexOf("(");
  return words.indexOf(")") === open + 2 ? unquoted(words[open + 1] ?? "") : undefined;
}

function noTable(sql: string): Error {
  const beginning = sql.slice(0, 60) || "(nothing)";
  return notInDatabase(`table that could be altered here: ${beginning}`);
}

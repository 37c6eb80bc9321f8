/**
 * Parses a CREATE TABLE just far enough to change one column or constraint and keep every other character.
 * SQLite stores the text and parses it each time, so comments, ON CONFLICT, STRICT and expressions must be
 * preserved exactly.
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

/** The part between two commas: a column, or a table constraint. */
export interface TableItem {
  text: string;
  /** A column's name. */
  readonly column?: string;
  /** A constraint's name. */
  readonly constraint?: string;
  /** The first word of a constraint: `check`, `foreign`, `primary`, `unique`. */
  readonly kind?: string;
}

/** @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: it is not a CREATE TABLE with columns. */
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
 * Removes the first matching constraint or column.
 *
 * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: the part contains more than one constraint, as SQLite does
 *   not require commas between them.
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

/** The only column in an item's first parentheses, as in `FOREIGN KEY ("a") ...`. */
export function soleColumn(text: string): string | undefined {
  const words = wordsOf(text);
  const open = words.indexOf("(");
  return words.indexOf(")") === open + 2 ? unquoted(words[open + 1] ?? "") : undefined;
}

function noTable(sql: string): Error {
  const beginning = sql.slice(0, 60) || "(nothing)";
  return notInDatabase(`table that could be altered here: ${beginning}`);
}

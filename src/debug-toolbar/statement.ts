/** A statement and its values for display: values of secret columns are masked. */
import { isSecretName, maskText, substitute } from "../secrets/index.ts";
import { cut, show } from "./show.ts";

/** Quoted names, strings, placeholders, words, anything else. */
const TOKENS = /"((?:[^"]|"")*)"|'(?:[^']|'')*'|\?|\$(\d+)|([A-Za-z_]\w*)|[^\s]/g;

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "all and any as asc between by case cast coalesce collate desc distinct else end escape exists false from " +
    "glob group having ilike in inner insert into is join left like limit lower not null offset on or order " +
    "outer regexp right select set similar then to true union update upper using values when where with"
  ).split(" "),
);

/** Secret columns whose names do not tell. */
const ALSO_SECRET = /^session_data$/;

/**
 * Finds the column of each placeholder, in the order of the values: by position in an INSERT, elsewhere the last
 * column named before it.
 */
export function columnsOf(sql: string): ReadonlyMap<number, string> {
  const columns = new Map<number, string>();
  const inserted = insertedColumns(sql);
  const valuesAt = inserted.length > 0 ? sql.search(/\bVALUES\b/i) : -1;
  let [last, count, given] = ["", 0, 0];
  for (const match of sql.matchAll(TOKENS)) {
    const [text, quoted, number, word] = match;
    if (quoted !== undefined) last = quoted;
    else if (word !== undefined && !KEYWORDS.has(word.toLowerCase())) last = word;
    if (text !== "?" && number === undefined) continue;
    const index = number === undefined ? count++ : Number(number) - 1;
    const isInserted =
      valuesAt !== -1 &&
      match.index > valuesAt &&
      !/\b(?:CONFLICT|RETURNING)\b/i.test(sql.slice(valuesAt, match.index));
    columns.set(index, isInserted ? (inserted[given++ % inserted.length] ?? last) : last);
  }
  return columns;
}

/** Formats the bound values of a statement; secrets are masked. */
export function shownParams(sql: string, params: readonly unknown[]): readonly string[] {
  const columns = columnsOf(sql);
  return params.map((value, at) => {
    const column = columns.get(at) ?? "";
    return isSecretColumn(column) ? substitute : show("", value);
  });
}

/** Returns the text of a statement; secret literals in it are masked. */
export function shownSql(sql: string): string {
  let last = "";
  const masked = sql.replace(
    TOKENS,
    (text, quoted: string | undefined, _number, word: string | undefined) => {
      if (quoted !== undefined) last = quoted;
      else if (word !== undefined && !KEYWORDS.has(word.toLowerCase())) last = word;
      if (!text.startsWith("'")) return text;
      return isSecretColumn(last) ? `'${substitute}'` : maskText(text);
    },
  );
  return cut(masked, 20_000);
}

function isSecretColumn(name: string): boolean {
  return isSecretName(name) || ALSO_SECRET.test(name);
}

function insertedColumns(sql: string): readonly string[] {
  const [, list = ""] = /^\s*(?:INSERT|REPLACE)\b[^(]*\(([^)]*)\)\s*VALUES\b/i.exec(sql) ?? [];
  return list.split(",").flatMap((name) => name.trim().replaceAll('"', "") || []);
}

/** Statements that start or end transactions or configure a connection. */
const CONTROL = /^\s*(?:begin|start|commit|rollback|savepoint|release|set|pragma|deallocate)\b/i;

export function isControl(sql: string): boolean {
  return CONTROL.test(sql);
}

/** Prints values on several lines if one is too short, like Python's pprint. */
import { SafeString } from "../safe-string.ts";
import { characters } from "../runtime/characters.ts";
import { order } from "../runtime/compare.ts";
import { isDictionary, repr } from "../runtime/text.ts";
import { Tuple } from "../runtime/tuple.ts";

const lineWidth = 80;

/** Sorts dictionaries by key. */
export function pretty(value: unknown): string {
  return format(value, 0, 0, 1);
}

/**
 * @param indent Columns before the value.
 * @param allowance Columns needed after it.
 */
function format(value: unknown, indent: number, allowance: number, level: number): string {
  const line = oneLine(value);
  const width = lineWidth - indent - allowance;
  if (characters(line).length <= width) return line;
  if (typeof value === "string" || value instanceof SafeString) {
    return brokenText(value.toString(), indent, allowance, level);
  }
  if (value instanceof Tuple) {
    const end = value.length === 1 ? ",)" : ")";
    return `(${items(value, indent, allowance + end.length, level)}${end}`;
  }
  if (Array.isArray(value)) return `[${items(value, indent, allowance + 1, level)}]`;
  if (
    typeof value === "object" &&
    value !== null &&
    (isDictionary(value) || value instanceof Map)
  ) {
    return `{${pairs(sortedEntries(value), indent, allowance, level)}}`;
  }
  return line;
}

function items(list: readonly unknown[], indent: number, allowance: number, level: number): string {
  return list
    .map((item, at) => format(item, indent + 1, at === list.length - 1 ? allowance : 1, level + 1))
    .join(`,\n${" ".repeat(indent + 1)}`);
}

function pairs(
  entries: readonly (readonly [unknown, unknown])[],
  indent: number,
  allowance: number,
  level: number,
): string {
  return entries
    .map(([key, item], at) => {
      const name = repr(key);
      const last = at === entries.length - 1;
      const column = indent + 1 + characters(name).length + 2;
      return `${name}: ${format(item, column, last ? allowance + 1 : 1, level + 1)}`;
    })
    .join(`,\n${" ".repeat(indent + 1)}`);
}

/** The whole value on one line. */
function oneLine(value: unknown): string {
  if (value instanceof Tuple) {
    return value.length === 1 ? `(${oneLine(value[0])},)` : `(${value.map(oneLine).join(", ")})`;
  }
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (
    typeof value === "object" &&
    value !== null &&
    (isDictionary(value) || value instanceof Map)
  ) {
    return `{${sortedEntries(value)
      .map(([key, item]) => `${repr(key)}: ${oneLine(item)}`)
      .join(", ")}}`;
  }
  return repr(value);
}

function sortedEntries(value: object): (readonly [unknown, unknown])[] {
  const entries: (readonly [unknown, unknown])[] =
    value instanceof Map ? [...value.entries()] : Object.entries(value);
  return entries.sort(([a], [b]) => {
    try {
      return order(a, b);
    } catch {
      return 0;
    }
  });
}

/** Splits a text into several quoted ones, after white space and lines; in brackets at the top level. */
function brokenText(text: string, indent: number, allowance: number, level: number): string {
  const chunks: string[] = [];
  const alone = level === 1;
  const column = alone ? indent + 1 : indent;
  const room = allowance + (alone ? 1 : 0);
  const most = lineWidth - column;
  const lines =
    text.match(/[^\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]*(?:\r\n|[^]|$)/g)?.filter(Boolean) ?? [];
  let current = "";
  lines.forEach((line, at) => {
    const lastLine = at === lines.length - 1;
    if (characters(repr(line)).length <= most - (lastLine ? room : 0)) {
      chunks.push(repr(line));
      return;
    }
    const parts = line.match(/\S*\s*/g)?.filter(Boolean) ?? [];
    current = "";
    parts.forEach((part, index) => {
      const candidate = current + part;
      const limit = most - (index === parts.length - 1 && lastLine ? room : 0);
      if (characters(repr(candidate)).length > limit) {
        if (current !== "") chunks.push(repr(current));
        current = part;
      } else current = candidate;
    });
    if (current !== "") chunks.push(repr(current));
  });
  if (chunks.length === 1) return chunks[0] ?? "";
  const joined = chunks.join(`\n${" ".repeat(column)}`);
  return alone ? `(${joined})` : joined;
}

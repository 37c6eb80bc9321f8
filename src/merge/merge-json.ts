/** Three-way merging of JSON files by key, in the layout of ours. */
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type ParseError,
} from "jsonc-parser";
import { isRecord } from "../values/index.ts";
import { linesOf } from "./lines.ts";
import type { Versions } from "./merge-text.ts";
import { isSame, mergeValues, type JsonChange, type JsonConflict } from "./json-values.ts";

export interface MergedJson {
  readonly text: string;
  /** Where ours and theirs changed one value in different ways; ours stays. */
  readonly conflicts: readonly JsonConflict[];
}

/**
 * Merges what two sides made of one JSON file, key by key: what theirs added, changed or took away
 * happens in ours too, unless ours changed that very value. The order of keys, the comments and the
 * layout of ours stay; a new key goes behind the one it follows in theirs. Lists of texts are merged as
 * sets. A result never holds markers: a package.json with markers in it stops every tool.
 *
 * @returns `undefined` if one of the three is not JSON, comments and trailing commas apart.
 */
export function mergeJson(versions: Versions<string>): MergedJson | undefined {
  const { mark, eol } = linesOf(versions.ours);
  const base = valueOf(versions.base);
  const ours = valueOf(versions.ours);
  const theirs = valueOf(versions.theirs);
  if (!isRecord(base) || !isRecord(ours) || !isRecord(theirs)) return undefined;
  const { changes, conflicts } = mergeValues({ base, ours, theirs });
  const text = versions.ours.slice(mark.length);
  const layout = { ...indentOf(text), eol };
  const merged = changes.reduce((before, change) => withChange(before, change, layout), text);
  return isDone(merged, changes) ? { text: mark + merged, conflicts } : undefined;
}

interface Layout {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  readonly eol: string;
}

function withChange(text: string, { path, value, after }: JsonChange, layout: Layout): string {
  const tree = Array.isArray(value) ? parseTree(text, [], RELAXED) : undefined;
  const list = tree && findNodeAtLocation(tree, [...path]);
  if (list?.type === "array" && Array.isArray(value)) {
    const end = list.offset + list.length;
    const written = listText(text.slice(list.offset, end), value, layout);
    return text.slice(0, list.offset) + written + text.slice(end);
  }
  const edits = modify(text, [...path], value, {
    formattingOptions: layout,
    getInsertionIndex: (keys) => indexBehind(keys, after),
  });
  return applyEdits(text, edits);
}

/** A list on one line, or one item a line, as it was; jsonc-parser would give each a line of its own. */
function listText(before: string, items: readonly unknown[], { eol }: Layout): string {
  const written = items.map((item) => JSON.stringify(item));
  const indents = [...before.matchAll(/\n([\t ]*)(?=\S)/g)].map(([, indent = ""]) => indent);
  const [first, last] = [indents.at(0), indents.at(-1)];
  if (first === undefined || last === undefined) return `[${written.join(", ")}]`;
  return `[${eol}${written.map((item) => first + item).join(`,${eol}`)}${eol}${last}]`;
}

/** The place behind the last of some keys that is there; at the end where none is. */
function indexBehind(keys: readonly string[], after: readonly string[]): number {
  const last = after.findLast((key) => keys.includes(key));
  return last === undefined ? keys.length : keys.indexOf(last) + 1;
}

/** Whether the text really holds what was to be changed: doubled keys, for one, hide it. */
function isDone(text: string, changes: readonly JsonChange[]): boolean {
  const value = valueOf(text);
  return changes.every((change) => isSame(at(value, change.path), change.value));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (found, key) => (isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined),
    value,
  );
}

const RELAXED = { allowTrailingComma: true };

function valueOf(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ""), errors, RELAXED);
  return tree && errors.length === 0 ? getNodeValue(tree) : undefined;
}

function indentOf(text: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const indent = /^([\t ]+)\S/m.exec(text)?.[1] ?? "  ";
  return indent.startsWith("\t")
    ? { insertSpaces: false, tabSize: 4 }
    : { insertSpaces: true, tabSize: indent.length };
}

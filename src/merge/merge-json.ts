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
  /** Values that ours and theirs changed differently; ours stays. */
  readonly conflicts: readonly JsonConflict[];
}

/**
 * Merges two versions of a JSON file key by key: keys that theirs added, changed or removed are changed in
 * ours too, unless ours changed the same value. Keeps the key order, comments and layout of ours; a new key
 * goes after the one before it in theirs. Lists of texts are merged as sets. The result never contains
 * markers, because a package.json with markers breaks every tool.
 *
 * @returns `undefined` if one of the three is not JSON, apart from comments and trailing commas.
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

/** Keeps a list on one line, or one item per line, as it was; jsonc-parser would always break it. */
function listText(before: string, items: readonly unknown[], { eol }: Layout): string {
  const written = items.map((item) => JSON.stringify(item));
  const indents = [...before.matchAll(/\n([\t ]*)(?=\S)/g)].map(([, indent = ""]) => indent);
  const [first, last] = [indents.at(0), indents.at(-1)];
  if (first === undefined || last === undefined) return `[${written.join(", ")}]`;
  return `[${eol}${written.map((item) => first + item).join(`,${eol}`)}${eol}${last}]`;
}

/** The position after the last of some keys that exists; the end if none does. */
function indexBehind(keys: readonly string[], after: readonly string[]): number {
  const last = after.findLast((key) => keys.includes(key));
  return last === undefined ? keys.length : keys.indexOf(last) + 1;
}

/** Whether the text really contains the changes: duplicate keys, for example, hide them. */
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

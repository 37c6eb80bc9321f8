/** Finds the changes theirs made to JSON values, and which of them apply to ours. */
import { isRecord } from "../values/index.ts";
import type { Versions } from "./merge-text.ts";

/** A value to set in ours. */
export interface JsonChange {
  /** Keys from the outermost in. */
  readonly path: readonly string[];
  /** `undefined` removes the key. */
  readonly value: unknown;
  /** The keys before it in theirs. */
  readonly after: readonly string[];
}

/** A value that both sides changed; `undefined` on a side that lacks it. */
export interface JsonConflict extends Versions<unknown> {
  readonly path: readonly string[];
}

export interface MergedValues {
  readonly changes: readonly JsonChange[];
  readonly conflicts: readonly JsonConflict[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Compares three objects key by key, as deep as all three are objects. */
export function mergeValues(
  { base, ours, theirs }: Versions<JsonObject>,
  path: readonly string[] = [],
): MergedValues {
  const changes: JsonChange[] = [];
  const conflicts: JsonConflict[] = [];
  const order = Object.keys(theirs);
  const keys = [...order, ...Object.keys(base).filter((key) => !order.includes(key))];
  for (const key of keys) {
    const own = (values: JsonObject): unknown =>
      Object.hasOwn(values, key) ? values[key] : undefined;
    const versions = { base: own(base), ours: own(ours), theirs: own(theirs) };
    const merged = mergeValue(versions, [...path, key], order.slice(0, order.indexOf(key)));
    changes.push(...merged.changes);
    conflicts.push(...merged.conflicts);
  }
  return { changes, conflicts };
}

function mergeValue(
  versions: Versions<unknown>,
  path: readonly string[],
  after: readonly string[],
): MergedValues {
  const { base, ours, theirs } = versions;
  const nothing = { changes: [], conflicts: [] };
  if (isSame(base, theirs) || isSame(ours, theirs)) return nothing;
  if (isSame(base, ours)) return { changes: [{ path, value: theirs, after }], conflicts: [] };
  if (isRecord(ours) && isRecord(theirs) && (isRecord(base) || base === undefined)) {
    return mergeValues({ base: base ?? {}, ours, theirs }, path);
  }
  // What ours removed stays removed.
  if (ours === undefined) return nothing;
  if (isSet(base) && isSet(ours) && isSet(theirs)) {
    const value = mergeSets({ base, ours, theirs });
    return isSame(value, ours) ? nothing : { changes: [{ path, value, after }], conflicts: [] };
  }
  return { changes: [], conflicts: [{ path, base, ours, theirs }] };
}

function mergeSets({ base, ours, theirs }: Versions<readonly string[]>): readonly string[] {
  const gone = new Set(base.filter((each) => !theirs.includes(each)));
  const value = ours.filter((each) => !gone.has(each));
  for (const [at, each] of theirs.entries()) {
    if (base.includes(each) || value.includes(each)) continue;
    const before = theirs.slice(0, at).findLast((other) => value.includes(other));
    value.splice(before === undefined ? value.length : value.indexOf(before) + 1, 0, each);
  }
  return value;
}

/** A list of texts without duplicates. */
function isSet(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === "string") &&
    new Set(value).size === value.length
  );
}

/** Whether two JSON values are equal, ignoring the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

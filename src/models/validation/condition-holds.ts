import { Expression, isPlainObject, Lookup, Q } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { lookupHolds } from "./lookup-holds.ts";
import { unknown, valueOf } from "./expression-value.ts";

/** Whether a condition holds; `undefined` if that depends on null, as in SQL, or only the database knows. */
export type Held = boolean | undefined;

/** Evaluates a condition on one row for an object that may not be stored yet. */
export function conditionHolds(condition: unknown, object: ModelBase, info: ModelInfo): Held {
  if (condition instanceof Q) {
    const parts = condition.conditions.map((each) => conditionHolds(each, object, info));
    return joined[condition.connector](parts);
  }
  if (condition instanceof Expression) {
    const value = valueOf(condition, object, info);
    return typeof value === "boolean" ? value : undefined;
  }
  if (!isPlainObject(condition)) return undefined;
  const parts = Object.entries(condition).map(([name, wanted]) => {
    const field = info.fields.get(name) ?? info.attributes.get(name);
    if (!field) return undefined;
    return comparisonHolds(field, wanted, object, info);
  });
  return joined.and(parts);
}

function comparisonHolds(
  field: FieldInfo,
  wanted: unknown,
  object: ModelBase,
  info: ModelInfo,
): Held {
  const found: unknown = Reflect.get(object, field.attribute) ?? null;
  if (wanted === null) return found === null;
  const lookup = wanted instanceof Lookup ? wanted : new Lookup("exact", [wanted]);
  const given = lookup.args.map((each) => valueOf(each, object, info));
  if (given.includes(unknown)) return undefined;
  return lookupHolds(lookup.name, field.type, found, given);
}

type Join = (parts: readonly Held[]) => Held;

const and: Join = (parts) =>
  parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;

const or: Join = (parts) =>
  parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;

const joined: Readonly<Record<Q["connector"], Join>> = {
  and,
  or,
  xor: (parts) =>
    parts.includes(undefined) ? undefined : parts.filter((part) => part === true).length % 2 === 1,
  not: (parts) => {
    const inner = and(parts);
    return inner === undefined ? undefined : !inner;
  },
};

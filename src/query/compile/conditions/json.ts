import { NotSupportedError } from "../../../connections/index.ts";
import { FieldError, ValueError } from "../../errors.ts";
import { Expression } from "../../nodes/expression.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Inner, Slot } from "../../slots.ts";
import { requireJson } from "../../types/python-json.ts";
import { Compiled } from "../compiled.ts";
import type { Env } from "../env.ts";
import { comparisons } from "./comparisons.ts";
import { refusal } from "./judge.ts";
import { listOf } from "./lists.ts";
import { bindSlot, rightSide, valueAt } from "./operands.ts";
import {
  BOOLEAN,
  FALSE,
  HOLE,
  concat,
  conjunction,
  disjunction,
  negation,
  wrap,
  type Bind,
  type Sql,
} from "../sql.ts";

export const isJson = (left: Sql): boolean => left.type.kind === "json";

/** A member of a JSON value, selected by nested names. */
export function jsonMember(env: Env, left: Sql, names: readonly string[]): Sql {
  const base = left.member?.base ?? left;
  const path = [...(left.member?.path ?? []), ...names];
  const made = env.scope.dialect.jsonMember(base, path);
  return { ...made, member: { base, path }, nullable: true };
}

/** A condition on a JSON value or a member; `undefined` for those that treat it as text. */
export function compareMember(env: Env, left: Sql, value: unknown): Sql | undefined {
  const { name, args } = value instanceof Lookup ? value : { name: "exact", args: [value] };
  const [argument] = args;
  const { dialect } = env.scope;
  if (name === "isNull") return missing(env, left, argument === true);
  if (name === "exact" && argument === null) return jsonNull(env, left);
  if (name === "isIn") return isAmong(env, left, argument);
  if (name === "hasKey" || name === "hasKeys" || name === "hasAnyKeys") {
    return keys(env, left, name, argument);
  }
  if (name === "contains" || name === "containedBy") {
    if (!dialect.jsonContains)
      throw new NotSupportedError(`${name}() of JSON is not supported on ${dialect.vendor}.`);
    const right = parameter(env, left, "=", false, argument);
    return {
      ...concat("", [left, right], BOOLEAN),
      text: dialect.jsonContains(left, right.text, name === "containedBy"),
    };
  }
  const operator = comparisons[name];
  if (operator === undefined) return undefined;
  const isMember = left.member !== undefined;
  return concat(
    ` ${operator} `,
    [left, parameter(env, left, operator, isMember, argument)],
    BOOLEAN,
  );
}

/** Lookups that only JSON values and lists have, used on another kind of value. */
export function jsonLookup(env: Env, left: Sql, name: string): Sql | undefined {
  if (!["hasKey", "hasKeys", "hasAnyKeys", "containedBy", "overlap", "json"].includes(name))
    return undefined;
  const what = left.field ? `${left.field.model.name}.${left.field.name}` : `A ${left.type.kind}`;
  throw new FieldError(`${what} has no lookup "${name}" on ${env.scope.dialect.vendor}.`);
}

function missing(env: Env, left: Sql, isMissing: boolean): Sql {
  const { member } = left;
  if (!member) return wrap("", left, isMissing ? " IS NULL" : " IS NOT NULL", BOOLEAN);
  const there = env.scope.dialect.jsonHas(member.base, member.path, false);
  if (!isMissing) return there;
  return disjunction([negation(there), wrap("", member.base, " IS NULL", BOOLEAN)]);
}

function jsonNull(env: Env, left: Sql): Sql {
  const isMember = left.member !== undefined;
  const right = env.scope.dialect.jsonRight("=", isMember, "null");
  return wrap("", left, ` = ${right}`, BOOLEAN);
}

function keys(env: Env, left: Sql, name: string, value: unknown): Sql {
  const given = value instanceof Slot ? valueAt(env, value) : value;
  // The names become part of the plan's text, so the plan is not cached.
  env.scope.compilation.cacheable = false;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const base = left.member?.base ?? left;
  const path = left.member?.path ?? [];
  const parts = list.map((each) => {
    if (typeof each !== "string" && typeof each !== "number")
      throw new ValueError("A JSON key must be a text.");
    return env.scope.dialect.jsonHas(base, [...path, String(each)], true);
  });
  return name === "hasAnyKeys" ? disjunction(parts) : conjunction(parts);
}

/** The right side of a comparison with JSON. */
function parameter(env: Env, left: Sql, operator: string, isMember: boolean, value: unknown): Sql {
  const { dialect } = env.scope;
  if (value instanceof Compiled) return value.sql;
  if (value instanceof Expression || value instanceof Inner) {
    return rightSide(env, { text: "", binds: [], type: BOOLEAN }, "exact", value);
  }
  if (value instanceof Lookup) throw new FieldError("A JSON value has no part of that name.");
  if (typeof value === "boolean") {
    return { text: dialect.jsonRight(operator, isMember, String(value)), binds: [], type: BOOLEAN };
  }
  if (value === null) throw new ValueError("Cannot use null as a query value; use isNull().");
  const convert = (each: unknown): unknown => {
    refuseOthers(left, each);
    return dialect.jsonBound(operator, isMember, each);
  };
  return {
    text: dialect.jsonRight(operator, isMember, undefined),
    binds: [bindSlot(value, convert)],
    type: BOOLEAN,
  };
}

/** @throws {ValueError} The value has no JSON form. */
function refuseOthers(left: Sql, value: unknown): void {
  try {
    requireJson(value);
  } catch (error) {
    throw error instanceof TypeError ? refusal(left, error) : error;
  }
}

function isAmong(env: Env, left: Sql, value: unknown): Sql {
  const { dialect } = env.scope;
  if (value instanceof Inner) return listOf(env, left, value);
  if (!(value instanceof Slot) || !value.isList)
    throw new TypeError("isIn() takes a list or a query.");
  const isMember = left.member !== undefined;
  const list = valueAt(env, value) as readonly unknown[];
  if (list.every((each) => each === null)) return FALSE;
  const bind: Bind = (values) => {
    const kept = (values[value.at] as readonly unknown[]).filter((each) => each !== null);
    refuseOthers(left, kept);
    return dialect.jsonBound("in", isMember, kept) as never;
  };
  return {
    ...wrap("", left, "", BOOLEAN),
    text: dialect.jsonInList(left, isMember, HOLE),
    binds: [...left.binds, bind],
  };
}

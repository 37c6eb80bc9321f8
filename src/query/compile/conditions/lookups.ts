import { FieldError } from "../../errors.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Inner, Slot } from "../../slots.ts";
import { registeredLookup } from "../../registry.ts";
import { Compiled } from "../compiled.ts";
import type { Env } from "../env.ts";
import { comparisons } from "./comparisons.ts";
import { compareMember, isJson, jsonLookup, jsonMember } from "./json.ts";
import { listOf } from "./lists.ts";
import { rightSide, valueAt } from "./operands.ts";
import { BOOLEAN, FALSE, TEXT, concat, fixed, groupOf, wrap, type Sql } from "../sql.ts";
import { isTransform, transform } from "../expressions/transforms.ts";
import { isPattern, like, matches } from "./text-lookups.ts";
import { comparedYear } from "./years.ts";

/** Lookups allowed on a relation's key. */
const RELATED: ReadonlySet<string> = new Set([
  "exact",
  "gt",
  "gte",
  "isIn",
  "isNull",
  "lt",
  "lte",
  "range",
]);

/** Compiles a condition on the left side; `rest` are parts of its value, by name. */
export function compareWith(
  env: Env,
  left: Sql,
  value: unknown,
  rest: readonly string[] = [],
): Sql {
  const [made, compared] = lookedUp(env, left, value, rest);
  if (made.constant !== undefined) return made;
  // A grouped query groups by the compared expression, not by the condition.
  return { ...made, group: [...groupOf(compared), ...compiledIn(value).flatMap(groupOf)] };
}

/** The expressions of a right side. */
function compiledIn(value: unknown): readonly Sql[] {
  if (value instanceof Compiled) return [value.sql];
  return value instanceof Lookup ? value.args.flatMap(compiledIn) : [];
}

/** The condition and what it compares: the left side, or a part of it selected by the names or the lookup. */
function lookedUp(
  env: Env,
  left: Sql,
  value: unknown,
  rest: readonly string[] = [],
): readonly [condition: Sql, compared: Sql] {
  if (isJson(left)) {
    const member = rest.length > 0 ? jsonMember(env, left, rest) : left;
    const json = compareMember(env, member, value);
    return [json ?? compareMemberText(env, member, value), left];
  }
  if (rest.length > 0) {
    if (left.target) throw notOfRelation(left, rest[0] ?? "");
    const [name = "", ...others] = rest;
    return partLookedUp(env, left, name, value, others);
  }
  if (!(value instanceof Lookup)) return [compare(env, left, "exact", [value]), left];
  const { name, args } = value;
  if (left.target && !RELATED.has(name)) throw notOfRelation(left, name);
  if (isTransform(left, name)) return partLookedUp(env, left, name, args[0]);
  return [compare(env, left, name, args), left];
}

function partLookedUp(
  env: Env,
  left: Sql,
  name: string,
  value: unknown,
  rest: readonly string[] = [],
): readonly [condition: Sql, compared: Sql] {
  const part = transform(env, left, name);
  const year = rest.length === 0 ? comparedYear(env, left, name, value) : undefined;
  return year ? [year, part] : lookedUp(env, part, value, rest);
}

/** Text lookups use a member's text. */
function compareMemberText(env: Env, member: Sql, value: unknown): Sql {
  const { name, args } = value instanceof Lookup ? value : { name: "exact", args: [value] };
  const text = member.member
    ? env.scope.dialect.jsonText(member.member.base, member.member.path)
    : { ...member, type: TEXT };
  return compare(env, text, name, args);
}

function notOfRelation(left: Sql, name: string): FieldError {
  const where = left.field ? `${left.field.model.name}.${left.field.name}` : "A relation";
  return new FieldError(`${where}: related fields have no lookup "${name}".`);
}

function compare(env: Env, left: Sql, name: string, args: readonly unknown[]): Sql {
  const [value] = args;
  if (name === "isNull") return nullTest(left, value === true);
  if (value === null && (name === "exact" || name === "iExact")) return nullTest(left, true);
  if (value instanceof Lookup) {
    throw new FieldError(`A ${left.type.kind} has no part "${name}" that takes a lookup.`);
  }
  if (name === "isIn") return isInList(env, left, value);
  if (name === "range") return between(env, left, args);
  const operator = comparisons[name];
  if (operator !== undefined) {
    const right = rightSide(env, left, name, value);
    if (right.constant !== undefined && right.text === (right.constant ? "1=1" : "1=0"))
      return right;
    return concat(` ${operator} `, [left, right], BOOLEAN);
  }
  if (name === "regex" || name === "iRegex") return matches(env, left, value, name === "iRegex");
  if (isPattern(name)) return like(env, left, name, value);
  return jsonLookup(env, left, name) ?? registered(env, left, name, value);
}

function registered(env: Env, left: Sql, name: string, value: unknown): Sql {
  const lookup = registeredLookup(name);
  if (!lookup) {
    const where = left.field
      ? `${left.field.model.name}.${left.field.name}`
      : `A ${left.type.kind}`;
    throw new FieldError(`${where} has no lookup "${name}".`);
  }
  const right = rightSide(env, left, name, value);
  const text = lookup.sql(left.text, right.text, env.scope.dialect.vendor);
  return { ...concat("", [left, right], BOOLEAN), text };
}

const nullTest = (left: Sql, isNull: boolean): Sql =>
  wrap("", left, isNull ? " IS NULL" : " IS NOT NULL", BOOLEAN);

function isInList(env: Env, left: Sql, value: unknown): Sql {
  if (value instanceof Inner) return listOf(env, left, value);
  if (Array.isArray(value)) {
    const kept = value.filter((each) => each !== null);
    const parts = kept.map((each) => rightSide(env, left, "exact", each));
    const real = parts.filter((each) => each.constant !== false);
    if (real.length === 0) return FALSE;
    return concat(" IN ", [left, wrap("(", concat(", ", real, left.type), ")")], BOOLEAN);
  }
  if (!(value instanceof Slot) || !value.isList) {
    throw new TypeError("isIn() takes a list or a query.");
  }
  return listOf(env, left, value);
}

/** A missing end of a range: membership is unknown, unless the other end decides it. */
const UNKNOWN = fixed("NULL", TEXT);

const isNull = (env: Env, value: unknown): boolean =>
  (value instanceof Slot ? valueAt(env, value) : value) === null;

function between(env: Env, left: Sql, args: readonly unknown[]): Sql {
  const [low, high] = args.map((each, at) =>
    isNull(env, each) ? UNKNOWN : rightSide(env, left, at === 0 ? "gte" : "lte", each),
  );
  if (!low || !high || args.length !== 2) throw new TypeError("range() takes two values.");
  if (low.constant === false || high.constant === false) return FALSE;
  if (low.constant === true) return concat(" <= ", [left, high], BOOLEAN);
  if (high.constant === true) return concat(" >= ", [left, low], BOOLEAN);
  return concat("", [left, wrap(" BETWEEN ", low, ""), wrap(" AND ", high, "")], BOOLEAN);
}

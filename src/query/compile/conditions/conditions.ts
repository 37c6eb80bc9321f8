import { Expression } from "../../nodes/expression.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Fields, Joined, type Slotted } from "../../slots.ts";
import { Compiled, Leaf } from "../compiled.ts";
import { compositeLeaves, compositeParts } from "./composite.ts";
import { splitExclude } from "./exclude.ts";
import { isJson } from "./json.ts";
import { leavesOf, Prefixed } from "./leaves.ts";
import { compareWith } from "./lookups.ts";
import { walkOrSplit } from "../path.ts";
import type { Scope } from "../scope.ts";
import {
  BOOLEAN,
  conjunction,
  disjunction,
  negation,
  parity,
  wrap,
  type Sql,
  groupOf,
} from "../sql.ts";

type Tree = Slotted | Leaf;

/** The position in a tree of conditions. */
interface Place {
  /** Names of the outer relations. */
  readonly prefix: readonly string[];
  /** Below a `not` at any depth. */
  readonly branchNegated: boolean;
  /** Below an odd number of them. */
  readonly negated: boolean;
  /** Whether an excluded condition on many rows becomes a subquery. */
  readonly split: boolean;
}

interface Result {
  readonly sql: Sql;
  /** Joins whose rows the condition needs to be true. */
  readonly needed: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Compiles one call of `filter` or `exclude`: its conditions refer to the same related row. */
export function filter(scope: Scope, conditions: readonly Tree[], negated: boolean): void {
  const used = new Set<string>();
  const inner = [...scope.joins.values()].filter((each) => each.type === "inner");
  const place: Place = { prefix: [], branchNegated: false, negated: false, split: true };
  const { sql } = negated
    ? denied(scope, conditions, used, place)
    : joined(scope, "and", conditions, used, place);
  scope.where.push(...(sql.conjuncts ?? [sql]));
  scope.demote(inner.map((each) => each.alias));
}

/** A condition inside an expression. It must not drop rows, so its joins also keep unmatched rows. */
export function conditionInside(scope: Scope, condition: Slotted, used: Set<string> | null): Sql {
  const place: Place = { prefix: [], branchNegated: false, negated: false, split: false };
  const { sql, needed } = tree(scope, condition, used, place);
  scope.promote(needed);
  return sql;
}

function tree(scope: Scope, node: Tree, used: Set<string> | null, place: Place): Result {
  if (node instanceof Leaf) return leaf(scope, node, used, place);
  if (node instanceof Fields)
    return joined(scope, "and", leavesOf(node, place.prefix), used, place);
  if (node instanceof Expression) {
    return { sql: scope.compilation.expression({ scope, used }, node), needed: NONE };
  }
  const { connector, conditions } = node;
  if (connector !== "not") {
    return joined(scope, connector, squashed(connector, conditions, place.prefix), used, place);
  }
  const [only] = conditions;
  // A double `not` is the condition itself, as in Django, unlike a `not` inside exclude().
  if (only instanceof Joined && only.connector === "not") {
    return joined(scope, "and", only.conditions, used, place);
  }
  return denied(scope, conditions, used, place);
}

/** The negation of a conjunction. */
function denied(
  scope: Scope,
  conditions: readonly Tree[],
  used: Set<string> | null,
  place: Place,
): Result {
  const inside = { ...place, branchNegated: true, negated: !place.negated };
  const { sql, needed } = joined(scope, "and", conditions, used, inside);
  return { sql: negation(sql), needed };
}

/** A conjunction: the conditions of a composite key's fields. */
class Whole {
  readonly leaves: readonly Leaf[];

  constructor(leaves: readonly Leaf[]) {
    this.leaves = leaves;
  }
}

function joined(
  scope: Scope,
  connector: "and" | "or" | "xor",
  kids: readonly Kid[],
  used: Set<string> | null,
  place: Place,
): Result {
  const votes = new Map<string, number>();
  const parts: Sql[] = [];
  for (const kid of kids) {
    const { sql, needed } = kidResult(scope, kid, used, place);
    for (const alias of needed) votes.set(alias, (votes.get(alias) ?? 0) + 1);
    parts.push(sql);
  }
  const needed = settle(scope, place.negated ? opposite(connector) : connector, votes, kids.length);
  if (connector === "and") return { sql: conjunction(parts), needed };
  if (connector === "or") return { sql: disjunction(parts), needed };
  const asInteger = (each: Sql): Sql => wrap("CASE WHEN ", each, " THEN 1 ELSE 0 END");
  return { sql: parity(parts, asInteger), needed };
}

function kidResult(scope: Scope, kid: Kid, used: Set<string> | null, place: Place): Result {
  if (kid instanceof Whole) return joined(scope, "and", kid.leaves, used, place);
  if (!(kid instanceof Prefixed)) return tree(scope, kid, used, place);
  return tree(scope, kid.condition, used, { ...place, prefix: kid.path });
}

type Kid = Tree | Prefixed | Whole;

/**
 * Flattens the conditions of a connector as Django's `&`, `|` and `^` do: those of the same connector, and of
 * one with a single condition, move up. This matters for how conditions decide about joins.
 */
function squashed(connector: string, kids: readonly Kid[], prefix: readonly string[]): Kid[] {
  return kids.flatMap((kid): Kid[] => {
    if (kid instanceof Fields) {
      const leaves = leavesOf(kid, prefix);
      return connector === "and" || leaves.length === 1 ? leaves : [kid];
    }
    if (!(kid instanceof Joined) || kid.connector === "not") return [kid];
    const isSame = kid.connector === connector || kid.conditions.length === 1;
    return isSame ? squashed(connector, kid.conditions, prefix) : [kid];
  });
}

const opposite = (connector: string): string => (connector === "and" ? "or" : "and");

/**
 * Joins needed by only some branches of an `or` keep unmatched rows; those needed by all drop them. As in
 * Django, `xor` does not change joins.
 */
function settle(
  scope: Scope,
  connector: string,
  votes: ReadonlyMap<string, number>,
  count: number,
): ReadonlySet<string> {
  const kept: string[] = [];
  const needed = new Set<string>();
  for (const [alias, number] of votes) {
    if (connector === "or" && number < count) kept.push(alias);
    if (connector === "and" || (connector === "or" && number === count)) needed.add(alias);
  }
  scope.promote(kept);
  scope.demote(needed);
  return needed;
}

function leaf(scope: Scope, { path, value }: Leaf, used: Set<string> | null, place: Place): Result {
  const parts = compositeParts(scope, path);
  if (parts) {
    const keys = compositeLeaves(scope, parts, value).map((each) => new Whole(each));
    return joined(scope, "or", keys, used, place);
  }
  const env = { scope, used };
  const before = new Map([...scope.joins.values()].map((each) => [each.alias, each.references]));
  const operand = operandOf(value);
  const compiled =
    operand === undefined
      ? value
      : replaceOperand(value, scope.compilation.expression(env, operand));
  const own = [...scope.joins.values()].filter(
    (each) => each.references > (before.get(each.alias) ?? 0),
  );
  const needed = new Set(own.map((each) => each.alias));
  const note = scope.notes.get(path[0] ?? "");
  if (note) return { sql: compareWith(env, note.sql, compiled, path.slice(1)), needed: NONE };
  const walked = walkOrSplit(scope, path, used, !place.branchNegated || !place.split);
  if ("steps" in walked)
    return { sql: splitExclude(scope, path, compiled, used, walked), needed: NONE };
  for (const alias of walked.passed) needed.add(alias);
  for (const alias of [scope.base, ...walked.aliases]) used?.add(alias);
  const isNull = nullTest(value);
  const sql = compareWith(env, walked.column, compiled, walked.rest);
  // In JSON, null is an ordinary value, neither missing nor unknown.
  if (isNull === true && isJson(walked.column) && !isNullLookup(value)) return { sql, needed };
  if (!place.negated) return { sql, needed: isNull === true ? NONE : needed };
  if (isNull === true) return { sql, needed };
  return { sql: isNull === false ? sql : withNulls(scope, sql, walked, compiled), needed: NONE };
}

/** A negated comparison is also true for null. */
function withNulls(
  scope: Scope,
  sql: Sql,
  walked: { readonly column: Sql; readonly aliases: readonly string[] },
  value: unknown,
): Sql {
  const parts = [sql];
  const join = scope.joinNamed(walked.aliases.at(-1) ?? scope.base);
  if (sql.constant === false) return sql;
  if (walked.column.nullable || join.type === "left") parts.push(isNotNull(walked.column));
  const other = compiledOperand(value);
  if (other?.alias !== undefined && other.nullable) parts.push(isNotNull(other));
  return conjunction(parts);
}

const isNotNull = (column: Sql): Sql => ({
  ...wrap("", column, " IS NOT NULL", BOOLEAN),
  group: groupOf(column),
});

/** Whether a condition tests for null (true) or for a value (false). */
function nullTest(value: unknown): boolean | undefined {
  if (value === null) return true;
  if (!(value instanceof Lookup)) return undefined;
  const [argument] = value.args;
  if (value.name === "isNull") return argument === true;
  if (value.name === "exact" || value.name === "iExact")
    return argument === null ? true : undefined;
  if (argument instanceof Lookup || argument === null) return nullTest(argument);
  return undefined;
}

const isNullLookup = (value: unknown): boolean =>
  value instanceof Lookup && value.name === "isNull";

/** An expression on the right side, whose joins are compiled before those of the left side. */
function operandOf(value: unknown): Expression | undefined {
  if (value instanceof Expression) return value;
  if (value instanceof Lookup && value.args.length === 1) return operandOf(value.args[0]);
  return undefined;
}

function replaceOperand(value: unknown, operand: Sql): unknown {
  return value instanceof Lookup
    ? value.withArgs([replaceOperand(value.args[0], operand)])
    : new Compiled(operand);
}

function compiledOperand(value: unknown): Sql | undefined {
  if (value instanceof Compiled) return value.sql;
  return value instanceof Lookup && value.args.length === 1
    ? compiledOperand(value.args[0])
    : undefined;
}

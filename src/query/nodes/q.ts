import { Expression, nodeMark } from "./expression.ts";
import { headOf } from "./node.ts";

/** Conditions by field; all of them hold. A nested object speaks of a related row. */
export type Where = Readonly<Record<string, unknown>>;

/** What `filter` takes: conditions by field, conditions joined, or an expression that is true or false. */
export type Condition = Where | Q | Expression;

export type Connector = "and" | "or" | "xor" | "not";

/** Conditions joined by and, or, xor; or the opposite of one. */
export class Q {
  readonly connector: Connector;
  readonly conditions: readonly Condition[];
  readonly head: string;
  readonly [nodeMark] = true;

  constructor(connector: Connector, conditions: readonly Condition[]) {
    for (const each of conditions) requireCondition(each);
    this.connector = connector;
    this.conditions = conditions;
    this.head = headOf("q", connector, conditions.length);
  }
}

/** All of these. */
export const and = (...conditions: readonly Condition[]): Q => new Q("and", conditions);

/** At least one of these. */
export const or = (...conditions: readonly Condition[]): Q => new Q("or", conditions);

/** An odd number of these. */
export const xor = (...conditions: readonly Condition[]): Q => new Q("xor", conditions);

/** Not this; what is null is not this either, as in Django. */
export const not = (condition: Condition): Q => new Q("not", [condition]);

/**
 * A relation under another name whose rows are only those that meet the condition: Django's `FilteredRelation`.
 */
export function filteredRelation(name: string, condition: Condition): Expression {
  return new Expression("filteredRelation", name, [new Q("and", [condition])]);
}

/** @throws {TypeError} It is nothing that a query can be filtered by. */
export function requireCondition(value: unknown): asserts value is Condition {
  if (value instanceof Q || value instanceof Expression || isPlainObject(value)) return;
  throw new TypeError(
    "A condition is an object of fields, and(), or(), xor(), not() or an expression.",
  );
}

/** An object written as `{...}`, of this realm or, as in a console, of another one. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    typeof prototype === "object" &&
    Object.getPrototypeOf(prototype) === null &&
    !Array.isArray(value) &&
    Object.hasOwn(prototype, "isPrototypeOf")
  );
}

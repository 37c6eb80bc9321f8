import { Expression, nodeMark } from "./expression.ts";
import { headOf } from "./node.ts";

/** Conditions by field, all of which must hold. A nested object refers to a related row. */
export type Where = Readonly<Record<string, unknown>>;

/** Arguments of `filter`: conditions by field, combined conditions, or a boolean expression. */
export type Condition = Where | Q | Expression;

export type Connector = "and" | "or" | "xor" | "not";

/** Conditions combined by and, or, xor; or a negated one. */
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

/** The negation; also true for null, as in Django. */
export const not = (condition: Condition): Q => new Q("not", [condition]);

/** Names a relation restricted to rows that match a condition: Django's `FilteredRelation`. */
export function filteredRelation(name: string, condition: Condition): Expression {
  return new Expression("filteredRelation", name, [new Q("and", [condition])]);
}

/** @throws {TypeError} The value is not a condition. */
export function requireCondition(value: unknown): asserts value is Condition {
  if (value instanceof Q || value instanceof Expression || isPlainObject(value)) return;
  throw new TypeError(
    "A condition must be an object of fields, and(), or(), xor(), not() or an expression.",
  );
}

/** An object literal, of this realm or another one, as in a console. */
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

import type { ColumnType } from "../meta.ts";
import { Expression, toExpression, toOperand } from "../nodes/expression.ts";
import { Q, requireCondition, type Condition } from "../nodes/q.ts";
import { columnType } from "../types/column-type.ts";
import { call } from "./define.ts";

/**
 * The first value that is not null.
 *
 * @example
 * await Book.objects.annotate({ cost: coalesce("price", 0) });
 */
export const coalesce = (...operands: readonly unknown[]): Expression =>
  call("Coalesce", atLeastTwo("coalesce", operands));
/**
 * The largest value; if one is null, null on SQLite, and the largest of the others on PostgreSQL.
 *
 * @example
 * await Book.objects.annotate({ counted: greatest("pages", 100) });
 */
export const greatest = (...operands: readonly unknown[]): Expression =>
  call("Greatest", atLeastTwo("greatest", operands));
export const least = (...operands: readonly unknown[]): Expression =>
  call("Least", atLeastTwo("least", operands));
/**
 * Null if both are equal, otherwise the first.
 *
 * @example
 * await Book.objects.annotate({ known: nullIf("pages", 0) });
 */
export const nullIf = (first: unknown, second: unknown): Expression =>
  call("NullIf", [first, second]);

/**
 * Converts a value in the database. @param type From `columnType`.
 *
 * @example
 * await Book.objects.annotate({ text: cast("pages", columnType("char", { maxLength: 20 })) });
 */
export const cast = (operand: unknown, type: ColumnType): Expression =>
  call("Cast", [operand], undefined, type);

/**
 * Compares by a collation. @param collation A name that the database knows.
 *
 * @example
 * await Author.objects.orderBy(collate("name", "NOCASE"));
 */
export function collate(operand: unknown, collation: string): Expression {
  if (!/^[\w.@-]+$/.test(collation))
    throw new TypeError(`Invalid collation name: ${JSON.stringify(collation)}.`);
  return call("Collate", [operand], { collation });
}

/** Builds a JSON object with the given names: `jsonObject({ name: lower("name") })`. */
export function jsonObject(members: Readonly<Record<string, unknown>>): Expression {
  const names = Object.keys(members);
  return call("JSONObject", Object.values(members), { names });
}

/** A case of {@link Case}: the result if the condition holds. */
export class Branch {
  readonly condition: Q;
  readonly result: unknown;

  constructor(condition: Condition, result: unknown) {
    requireCondition(condition);
    this.condition = new Q("and", [condition]);
    this.result = toExpression(result);
  }
}

/** @param result A value; a field is `F("name")`. */
export const When = (condition: Condition, result: unknown): Branch =>
  new Branch(condition, result);

/**
 * Returns the result of the first case that holds.
 *
 * @param options.default Result if none holds. Default null.
 *
 * @example
 * const size = Case([When({ pages: gt(500) }, "long")], { default: "short" });
 * await Book.objects.annotate({ size });
 */
export function Case(
  branches: readonly Branch[],
  options: { readonly default?: unknown; readonly type?: ColumnType } = {},
): Expression {
  const args = branches.flatMap(({ condition, result }) => [condition, result]);
  args.push(toExpression(options.default ?? null));
  return new Expression("case", "", args, undefined, options.type);
}

/**
 * Calls a database function unknown to mkweb: Django's `Func`.
 *
 * @example
 * await Author.objects.annotate({ initial: func("SUBSTR", ["name", Value(1), Value(1)]) });
 */
export function func(
  name: string,
  operands: readonly unknown[],
  options: {
    readonly type?: ColumnType;
    /** The SQL with `%(function)s` and `%(expressions)s`; never use text from a visitor. */
    readonly template?: string;
    /** Text between the arguments. Default `, `. */
    readonly separator?: string;
  } = {},
): Expression {
  if (!/^[A-Za-z_][\w.]*$/.test(name)) throw new TypeError("func() takes the name of a function.");
  const { type, template = "%(function)s(%(expressions)s)", separator = ", " } = options;
  if (/\0/.test(template + separator)) throw new TypeError("An SQL template cannot contain NUL.");
  return new Expression("template", name, operands.map(toOperand), { template, separator }, type);
}

/** Whether a text is a database operator, and nothing else that SQL could contain. */
export const isOperator = (text: string): boolean => /^[-+*/<>=~!@#%^&|]{1,63}$/.test(text);

/** Whether a database operator holds for two expressions: `&&` of two ranges. */
export function operatorHolds(operator: string, left: unknown, right: unknown): Expression {
  if (!isOperator(operator)) throw new TypeError("An operator may only consist of signs.");
  const options = { template: "(%(expressions)s)", separator: ` ${operator} ` };
  const operands = [left, right].map(toOperand);
  return new Expression("template", "operator", operands, options, columnType("boolean"));
}

function atLeastTwo(name: string, operands: readonly unknown[]): readonly unknown[] {
  if (operands.length < 2) throw new TypeError(`${name}() takes at least two expressions.`);
  return operands;
}

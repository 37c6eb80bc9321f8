import type { ColumnType } from "../meta.ts";
import { Expression, toExpression, toOperand } from "../nodes/expression.ts";
import { Q, requireCondition, type Condition } from "../nodes/q.ts";
import { columnType } from "../types/column-type.ts";
import { call } from "./define.ts";

/** The first that is not null. */
export const coalesce = (...operands: readonly unknown[]): Expression =>
  call("Coalesce", atLeastTwo("coalesce", operands));
/** The largest; null where one is null on SQLite, among the others on PostgreSQL. */
export const greatest = (...operands: readonly unknown[]): Expression =>
  call("Greatest", atLeastTwo("greatest", operands));
export const least = (...operands: readonly unknown[]): Expression =>
  call("Least", atLeastTwo("least", operands));
/** Null where both are equal, else the first. */
export const nullIf = (first: unknown, second: unknown): Expression =>
  call("NullIf", [first, second]);

/** @param type Made by `columnType`. */
export const cast = (operand: unknown, type: ColumnType): Expression =>
  call("Cast", [operand], undefined, type);

/** @param collation A name the database knows. */
export function collate(operand: unknown, collation: string): Expression {
  if (!/^[\w.@-]+$/.test(collation)) throw new TypeError("The collation is no name.");
  return call("Collate", [operand], { collation });
}

/** A JSON object of the given names: `jsonObject({ name: lower("name") })`. */
export function jsonObject(members: Readonly<Record<string, unknown>>): Expression {
  const names = Object.keys(members);
  return call("JSONObject", Object.values(members), { names });
}

/** A case of {@link Case}: what there is where the condition holds. */
export class Branch {
  readonly condition: Q;
  readonly result: unknown;

  constructor(condition: Condition, result: unknown) {
    requireCondition(condition);
    this.condition = new Q("and", [condition]);
    this.result = toExpression(result);
  }
}

/** @param result A value; a field's is `F("name")`. */
export const When = (condition: Condition, result: unknown): Branch =>
  new Branch(condition, result);

/**
 * What the first case that holds says: `Case([When({ votes: gt(9) }, "many")], { default: "few" })`.
 *
 * @param options.default What there is where none holds. Default null.
 */
export function Case(
  branches: readonly Branch[],
  options: { readonly default?: unknown; readonly type?: ColumnType } = {},
): Expression {
  const args = branches.flatMap(({ condition, result }) => [condition, result]);
  args.push(toExpression(options.default ?? null));
  return new Expression("case", "", args, undefined, options.type);
}

/** A function of the database that mkweb does not name: Django's `Func`. */
export function func(
  name: string,
  operands: readonly unknown[],
  options: {
    readonly type?: ColumnType;
    /** The SQL, with `%(function)s` and `%(expressions)s`; written by you, never by a visitor. */
    readonly template?: string;
    /** What stands between the arguments. Default `, `. */
    readonly separator?: string;
  } = {},
): Expression {
  if (!/^[A-Za-z_][\w.]*$/.test(name)) throw new TypeError("func() takes the name of a function.");
  const { type, template = "%(function)s(%(expressions)s)", separator = ", " } = options;
  if (/\0/.test(template + separator)) throw new TypeError("A template of SQL has no NUL.");
  return new Expression("template", name, operands.map(toOperand), { template, separator }, type);
}

/** Whether a text is an operator of the database, and nothing else that SQL could be made of. */
export const isOperator = (text: string): boolean => /^[-+*/<>=~!@#%^&|]{1,63}$/.test(text);

/** Whether an operator of the database holds between two expressions: `&&` of two ranges. */
export function operatorHolds(operator: string, left: unknown, right: unknown): Expression {
  if (!isOperator(operator)) throw new TypeError("An operator consists of signs alone.");
  const options = { template: "(%(expressions)s)", separator: ` ${operator} ` };
  const operands = [left, right].map(toOperand);
  return new Expression("template", "operator", operands, options, columnType("boolean"));
}

function atLeastTwo(name: string, operands: readonly unknown[]): readonly unknown[] {
  if (operands.length < 2) throw new TypeError(`${name}() takes at least two expressions.`);
  return operands;
}

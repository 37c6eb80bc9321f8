import type { ColumnType } from "../meta.ts";
import { Expression, toOperand } from "../nodes/expression.ts";
import type { NodeOptions } from "../nodes/node.ts";

/** A database function, by Django's name; texts among the arguments are field names. */
export function call(
  name: string,
  args: readonly unknown[],
  options?: NodeOptions,
  type?: ColumnType,
): Expression {
  return new Expression("function", name, args.map(toOperand), options, type);
}

/** A function with one argument, a field's name or an expression. */
export const unary =
  (name: string) =>
  (operand: unknown): Expression =>
    call(name, [operand]);

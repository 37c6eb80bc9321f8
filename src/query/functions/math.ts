import { toExpression, type Expression } from "../nodes/expression.ts";
import { call } from "./define.ts";

const of =
  (name: string) =>
  (operand: unknown): Expression =>
    call(name, [operand]);

export const abs = of("Abs");
export const acos = of("ACos");
export const asin = of("ASin");
export const atan = of("ATan");
export const ceil = of("Ceil");
export const cos = of("Cos");
export const cot = of("Cot");
export const degrees = of("Degrees");
export const exp = of("Exp");
export const floor = of("Floor");
export const ln = of("Ln");
export const radians = of("Radians");
/** -1, 0 or 1. */
export const sign = of("Sign");
export const sin = of("Sin");
export const sqrt = of("Sqrt");
export const tan = of("Tan");
export const atan2 = (y: unknown, x: unknown): Expression => call("ATan2", [y, x]);
/** The logarithm of `operand` to a base. */
export const log = (base: unknown, operand: unknown): Expression => call("Log", [base, operand]);
export const mod = (operand: unknown, by: unknown): Expression => call("Mod", [operand, by]);
export const pi = (): Expression => call("Pi", []);
export const power = (operand: unknown, exponent: unknown): Expression =>
  call("Power", [operand, exponent]);
/** A number from 0 up to 1. */
export const random = (): Expression => call("Random", []);
/** @param places Digits behind the point; below 0 to tens, hundreds, on PostgreSQL alone. Default 0. */
export const round = (operand: unknown, places: unknown = 0): Expression =>
  call(
    "Round",
    [operand, toExpression(places)],
    Number(places) < 0 ? { negative: true } : undefined,
  );

import { toExpression, type Expression } from "../nodes/expression.ts";
import { call, unary } from "./define.ts";

export const abs = unary("Abs");
export const acos = unary("ACos");
export const asin = unary("ASin");
export const atan = unary("ATan");
export const ceil = unary("Ceil");
export const cos = unary("Cos");
export const cot = unary("Cot");
export const degrees = unary("Degrees");
export const exp = unary("Exp");
export const floor = unary("Floor");
export const ln = unary("Ln");
export const radians = unary("Radians");
/** -1, 0 or 1. */
export const sign = unary("Sign");
export const sin = unary("Sin");
export const sqrt = unary("Sqrt");
export const tan = unary("Tan");
export const atan2 = (y: unknown, x: unknown): Expression => call("ATan2", [y, x]);
/** The logarithm of `operand` to a base. */
export const log = (base: unknown, operand: unknown): Expression => call("Log", [base, operand]);
export const mod = (operand: unknown, by: unknown): Expression => call("Mod", [operand, by]);
export const pi = (): Expression => call("Pi", []);
export const power = (operand: unknown, exponent: unknown): Expression =>
  call("Power", [operand, exponent]);
/** A random number from 0 up to, but without, 1. */
export const random = (): Expression => call("Random", []);
/** @param places Decimal places; negative ones round to tens or hundreds, on PostgreSQL only. Default 0. */
export const round = (operand: unknown, places: unknown = 0): Expression =>
  call(
    "Round",
    [operand, toExpression(places)],
    Number(places) < 0 ? { negative: true } : undefined,
  );

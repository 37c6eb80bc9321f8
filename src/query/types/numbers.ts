import type { ColumnKind, ColumnType } from "../meta.ts";
import type { ColumnOptions } from "./column-type.ts";
import { UNCHANGED } from "./unchanged.ts";

const HIGHEST = 2n ** 63n - 1n;
const INTEGER_TEXT = /^\s*[-+]?\d+\s*$/;
const DECIMAL_TEXT = /^\s*([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,4}))?\s*$/;
const FLOAT_TEXT = /^\s*[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?)\s*$/i;

/** Whole numbers of 64 bits: a number if it is exact, otherwise a BigInt. */
export function integerType(kind: ColumnKind): ColumnType {
  return { kind, prepare: toInteger, toDatabase: asIs, fromDatabase: UNCHANGED };
}

export function floatType(kind: ColumnKind): ColumnType {
  return { kind, prepare: toFloat, toDatabase: asIs, fromDatabase: UNCHANGED };
}

/** Decimals are texts, `"12.50"`, rounded to their places as in Django: half to even. */
export function decimalType(kind: ColumnKind, options: ColumnOptions): ColumnType {
  const { maxDigits, decimalPlaces } = options;
  return {
    kind,
    ...(maxDigits === undefined ? {} : { maxDigits }),
    ...(decimalPlaces === undefined ? {} : { decimalPlaces }),
    prepare: (value) => toDecimal(value, maxDigits, decimalPlaces),
    toDatabase: (value, vendor) =>
      vendor === "sqlite" ? sqliteDecimal(String(value)) : String(value),
    fromDatabase: {
      sqlite: (raw: number | bigint | string) => readDecimal(raw, decimalPlaces),
      postgresql: undefined,
    },
  };
}

function toInteger(value: unknown): number | bigint {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return value;
    throw new TypeError(
      Number.isInteger(value)
        ? "expected a whole number that is exact, a BigInt from 2**53 on"
        : "expected a whole number",
    );
  }
  if (typeof value === "bigint") return exact(value);
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string" && INTEGER_TEXT.test(value))
    return exact(BigInt(value.trim().replace(/^\+/, "")));
  throw new TypeError("expected a whole number");
}

function exact(value: bigint): number | bigint {
  if (value > HIGHEST || value < -HIGHEST - 1n) {
    throw new TypeError("expected a whole number of at most 64 bits");
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function toFloat(value: unknown): number {
  const number =
    typeof value === "number"
      ? value
      : typeof value === "bigint" || typeof value === "boolean"
        ? Number(value)
        : typeof value === "string" && FLOAT_TEXT.test(value)
          ? Number(value.replace(/inf(?:inity)?/i, "Infinity"))
          : NaN;
  if (Number.isNaN(number)) throw new TypeError("expected a number");
  return number;
}

const asIs = (value: unknown): never => value as never;

function toDecimal(value: unknown, maxDigits?: number, places?: number): string {
  const text =
    typeof value === "string" || typeof value === "bigint" || Number.isFinite(value)
      ? String(value)
      : typeof value === "boolean"
        ? String(Number(value))
        : "";
  const found = DECIMAL_TEXT.exec(text);
  if (!found || (!found[2] && !found[3])) throw new TypeError("expected a decimal number");
  const decimal = shifted(found[2] ?? "", found[3] ?? "", Number(found[4] ?? 0));
  const rounded = places === undefined ? decimal : roundTo(decimal, places);
  const whole = rounded.split(".")[0] ?? "";
  const digits = maxDigits === undefined ? Infinity : maxDigits - (places ?? 0);
  if (whole !== "0" && whole.length > digits) {
    throw new TypeError(
      `expected at most ${maxDigits} digits, ${places ?? 0} of them after the point`,
    );
  }
  return found[1] === "-" && /[1-9]/.test(rounded) ? `-${rounded}` : rounded;
}

/** Digits with the point moved by the exponent. */
function shifted(whole: string, fraction: string, exponent: number): string {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const left = point <= 0 ? "0" : digits.padEnd(point, "0").slice(0, point);
  const right = point < 0 ? digits.padStart(digits.length - point, "0") : digits.slice(point);
  const trimmed = left.replace(/^0+(?=\d)/, "");
  return right ? `${trimmed}.${right}` : trimmed;
}

function roundTo(decimal: string, places: number): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  if (fraction.length <= places) return places ? `${whole}.${fraction.padEnd(places, "0")}` : whole;
  const kept = BigInt(whole + fraction.slice(0, places));
  const rest = fraction.slice(places);
  const half = /^50*$/.test(rest);
  const up = half ? kept % 2n === 1n : rest >= "5";
  const digits = String(kept + (up ? 1n : 0n)).padStart(places + 1, "0");
  const cut = digits.length - places;
  return places ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
}

/** SQLite compares a bound text with numbers as text, so a decimal is bound as a number. */
function sqliteDecimal(text: string): number | string {
  return text.replace(/\D/g, "").length <= 15 ? Number(text) : text;
}

function readDecimal(raw: number | bigint | string, places: number | undefined): string {
  return toDecimal(typeof raw === "number" ? Number(raw.toPrecision(15)) : raw, undefined, places);
}

/** Exact decimal numbers, as far as formatting needs them. */
import { SafeString } from "../safe-string.ts";
import { isDecimal, numberText } from "./numbers.ts";

/** `digits * 10 ** exponent`. */
export interface DecimalNumber {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly exponent: number;
}

/** Parses what Python's `Decimal()` does, except infinity and NaN; `undefined` for anything else. */
export function parseDecimal(text: string): DecimalNumber | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(
    text.trim().replaceAll("_", ""),
  );
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  return {
    negative: sign === "-",
    digits: BigInt(whole + fraction),
    exponent: Number(exponent) - fraction.length,
  };
}

/** A number's exact text; `undefined` for other values. */
export function decimalText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "bigint") return numberText(value);
  return isDecimal(value) ? value.toString() : undefined;
}

/** The exact decimal value of a float, down to its last bit. The number must be finite. */
export function exactDecimal(number: number | bigint): DecimalNumber {
  if (typeof number === "bigint") {
    return { negative: number < 0n, digits: number < 0n ? -number : number, exponent: 0 };
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = power === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = Math.max(power, 1) - 1075;
  const negative = bits >> 63n === 1n;
  return exponent >= 0
    ? { negative, digits: mantissa << BigInt(exponent), exponent: 0 }
    : { negative, digits: mantissa * 5n ** BigInt(-exponent), exponent };
}

/** Rounds half away from zero to a number of decimal places; returns plain digits, without a minus for zero. */
export function roundHalfUp(number: DecimalNumber, places: number): string {
  const scaled = scale(number, places, (rest, unit) => rest * 2n >= unit);
  return signed(number.negative && scaled !== 0n, pointed(scaled, places));
}

/** Rounds halves to the even digit, without a sign, as Python rounds floats; `places` below 0 drops digits. */
export function roundHalfEven(number: DecimalNumber, places: number): bigint {
  return scale(number, places, (rest, unit, whole) =>
    rest * 2n === unit ? whole % 2n === 1n : rest * 2n > unit,
  );
}

/** The number times `10 ** places`, as an integer. */
function scale(
  { digits, exponent }: DecimalNumber,
  places: number,
  up: (rest: bigint, unit: bigint, whole: bigint) => boolean,
): bigint {
  const shift = exponent + places;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const unit = 10n ** BigInt(-shift);
  const whole = digits / unit;
  return up(digits % unit, unit, whole) ? whole + 1n : whole;
}

/** All digits, without an exponent. */
export function plainText(number: DecimalNumber): string {
  const { negative, digits, exponent } = number;
  if (exponent >= 0) return signed(negative, (digits * 10n ** BigInt(exponent)).toString());
  return signed(negative, pointed(digits, -exponent));
}

/** Whether there is nothing after the point. */
export function isWhole({ digits, exponent }: DecimalNumber): boolean {
  return exponent >= 0 || digits % 10n ** BigInt(-exponent) === 0n;
}

/** The part before the point, as text. */
export function wholePart({ negative, digits, exponent }: DecimalNumber): string {
  const whole =
    exponent >= 0 ? digits * 10n ** BigInt(exponent) : digits / 10n ** BigInt(-exponent);
  return signed(negative && whole !== 0n, whole.toString());
}

/** The number of digits and zeros up to the point: guards against absurd numbers. */
export function extent({ digits, exponent }: DecimalNumber): number {
  return digits.toString().length + Math.abs(exponent);
}

/** The plain text of a safe text; other values unchanged. */
export function bare(value: unknown): unknown {
  return value instanceof SafeString ? value.value : value;
}

/** Places the point this many digits from the end. */
export function pointed(digits: bigint, places: number): string {
  if (places === 0) return digits.toString();
  const padded = digits.toString().padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function signed(negative: boolean, text: string): string {
  return negative ? `-${text}` : text;
}

/** Exact decimal numbers, as far as formatting needs them. */
import { SafeString } from "../safe-string.ts";
import { isDecimal, numberText } from "./numbers.ts";

/** `digits * 10 ** exponent`. */
export interface DecimalNumber {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly exponent: number;
}

/** Reads what Python's `Decimal()` reads, infinity and not-a-number excepted; undefined for anything else. */
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

/** A number's exact text; undefined for what is no number. */
export function decimalText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "bigint") return numberText(value);
  return isDecimal(value) ? value.toString() : undefined;
}

/** Rounds half away from zero to a number of decimal places; plain digits, and no minus on a zero. */
export function roundHalfUp(number: DecimalNumber, places: number): string {
  const shift = number.exponent + places;
  let scaled = number.digits;
  if (shift >= 0) scaled *= 10n ** BigInt(shift);
  else {
    const unit = 10n ** BigInt(-shift);
    scaled = (scaled + unit / 2n) / unit;
  }
  return signed(number.negative && scaled !== 0n, pointed(scaled, places));
}

/** All digits, without an exponent. */
export function plainText(number: DecimalNumber): string {
  const { negative, digits, exponent } = number;
  if (exponent >= 0) return signed(negative, (digits * 10n ** BigInt(exponent)).toString());
  return signed(negative, pointed(digits, -exponent));
}

/** Whether there is nothing behind the point. */
export function isWhole({ digits, exponent }: DecimalNumber): boolean {
  return exponent >= 0 || digits % 10n ** BigInt(-exponent) === 0n;
}

/** The part before the point, as text. */
export function wholePart({ negative, digits, exponent }: DecimalNumber): string {
  const whole =
    exponent >= 0 ? digits * 10n ** BigInt(exponent) : digits / 10n ** BigInt(-exponent);
  return signed(negative && whole !== 0n, whole.toString());
}

/** How many digits it has, and how far the point is from them: a measure against absurd numbers. */
export function extent({ digits, exponent }: DecimalNumber): number {
  return digits.toString().length + Math.abs(exponent);
}

/** A text, or a safe one, without its mark. */
export function bare(value: unknown): unknown {
  return value instanceof SafeString ? value.value : value;
}

function pointed(digits: bigint, places: number): string {
  if (places === 0) return digits.toString();
  const padded = digits.toString().padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function signed(negative: boolean, text: string): string {
  return negative ? `-${text}` : text;
}

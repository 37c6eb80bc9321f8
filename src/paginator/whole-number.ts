/** The digit limit of Python's int(). */
const MOST_DIGITS = 4300;

/**
 * Reads a whole number as Python's `int()` does: digits of any script, a sign, surrounding white space, `_`
 * between digits. `undefined` for anything else. Rounded beyond 2 to the 53rd.
 */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const [, sign, digits] = /^\s*([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)\s*$/u.exec(value) ?? [];
  if (digits === undefined || digits.length > MOST_DIGITS) return undefined;
  const number = Number(digits.replaceAll("_", "").replaceAll(/\P{ASCII}/gu, digitValue));
  return sign === "-" ? -number : number;
}

/** Unicode has decimal digits in runs of ten, and mathematical ones in five such runs, which decompose. */
function digitValue(digit: string): string {
  const plain = digit.normalize("NFKC");
  if (/^\d$/.test(plain)) return plain;
  let first = digit.codePointAt(0) ?? 0;
  const code = first;
  while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String(code - first);
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Writes a whole number in base 62, as Django writes timestamps.
 *
 * @example
 * assert.equal(encodeBase62(1_700_000_000), "1r31eq");
 */
export function encodeBase62(value: number): string {
  if (value === 0) return "0";
  let text = "";
  for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 62)) {
    text = ALPHABET.charAt(rest % 62) + text;
  }
  return value < 0 ? `-${text}` : text;
}

/**
 * Reads a number that {@link encodeBase62} wrote.
 *
 * @throws {RangeError} A character outside 0-9, A-Z, a-z.
 *
 * @example
 * assert.equal(decodeBase62("1r31eq"), 1_700_000_000);
 */
export function decodeBase62(text: string): number {
  const digits = text.startsWith("-") ? text.slice(1) : text;
  let value = 0;
  for (const digit of digits) {
    const at = ALPHABET.indexOf(digit);
    if (at < 0) throw new RangeError(`"${digit}" is not a base 62 digit`);
    value = value * 62 + at;
  }
  return text.startsWith("-") ? -value : value;
}

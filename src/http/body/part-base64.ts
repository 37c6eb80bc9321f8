const PLAIN = /^[A-Za-z0-9+/]*={0,2}$/;
const FOREIGN = /[^A-Za-z0-9+/=]/g;

/**
 * Decodes the base64 of a multipart part like Python's `base64.b64decode`: skips characters outside the alphabet and
 * ignores everything after the padding that ends a group.
 *
 * @param part The part as received, one character per byte, line breaks included.
 * @returns The decoded bytes; `undefined` if the last group is incomplete.
 * @see RFC 2045, section 6.8.
 */
export function decodeBase64(part: string): Buffer | undefined {
  const text = part.replaceAll(FOREIGN, "");
  if (text.length % 4 === 0 && PLAIN.test(text)) return Buffer.from(text, "base64");
  const digits = digitsOf(text);
  return digits === undefined ? undefined : Buffer.from(digits, "base64");
}

/** Returns the digits without padding; `undefined` if a group is incomplete. */
function digitsOf(text: string): string | undefined {
  let digits = "";
  let padding = 0;
  for (const character of text) {
    if (character !== "=") {
      digits += character;
      padding = 0;
      continue;
    }
    const open = digits.length % 4;
    if (open < 2) continue;
    padding += 1;
    if (open + padding >= 4) return digits;
  }
  return digits.length % 4 === 0 ? digits : undefined;
}

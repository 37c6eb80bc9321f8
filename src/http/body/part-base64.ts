const PLAIN = /^[A-Za-z0-9+/]*={0,2}$/;
const FOREIGN = /[^A-Za-z0-9+/=]/g;

/**
 * Decodes the base64 of a multipart part as Python's `base64.b64decode` does: characters outside the
 * alphabet are passed over, and whatever follows the padding that ends a group is not read.
 *
 * @param part The part as it came, a character a byte, line breaks included.
 * @returns What it stands for; `undefined` when the last group is not complete.
 * @see RFC 2045, section 6.8.
 */
export function decodeBase64(part: string): Buffer | undefined {
  const text = part.replaceAll(FOREIGN, "");
  if (text.length % 4 === 0 && PLAIN.test(text)) return Buffer.from(text, "base64");
  const digits = digitsOf(text);
  return digits === undefined ? undefined : Buffer.from(digits, "base64");
}

/** The digits that count, without padding; `undefined` when a group is cut short. */
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

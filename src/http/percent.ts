/** Percent-encoding as in Python, on which Django's URLs are built. */

const HEX = "0123456789ABCDEF";
const ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

/**
 * Builds Python's `quote(text, safe=...)`: UTF-8, upper-case hexadecimal digits.
 *
 * @example
 * console.log(quoter("/")("a b/ü")); // a%20b/%C3%BC
 */
export function quoter(safe: string): (text: string) => string {
  const kept = new Uint8Array(128);
  for (const character of ALWAYS_SAFE + safe) kept[character.charCodeAt(0)] = 1;
  const class_ = [...kept.keys()]
    .filter((code) => kept[code] === 1)
    .map((code) => `\\x${code.toString(16).padStart(2, "0")}`)
    .join("");
  const clean = new RegExp(`^[${class_}]*$`);
  return (text) => {
    if (clean.test(text)) return text;
    let out = "";
    for (const byte of Buffer.from(text, "utf8")) {
      out += kept[byte] === 1 ? String.fromCharCode(byte) : escapeByte(byte);
    }
    return out;
  };
}

const escapeByte = (byte: number): string => `%${HEX[byte >> 4]}${HEX[byte & 15]}`;

/**
 * Escapes characters that are invalid in a URI but keeps `%`, as the text may already be escaped.
 *
 * @example
 * console.log(iriToUri("/bücher?a=1 2")); // /b%C3%BCcher?a=1%202
 */
export const iriToUri: (iri: string) => string = quoter("/#%[]=:;$&()+,!?*@'~");

/**
 * Escapes a path, keeping slashes.
 *
 * @example
 * console.log(escapeUriPath("/50% off/")); // /50%25%20off/
 */
export const escapeUriPath: (path: string) => string = quoter("/:@&+$,-_.!~*'()");

const quotePlusText = quoter("");

/**
 * Escapes a name or value of a query string; a space becomes `+`.
 *
 * @example
 * console.log(`?q=${quotePlus("black & white")}`); // ?q=black+%26+white
 */
export function quotePlus(text: string): string {
  return quotePlusText(text).replaceAll("%20", "+");
}

/**
 * Decodes percent-escapes into bytes; invalid escapes stay as they are. Characters above ASCII become their UTF-8
 * bytes.
 */
export function unquoteToBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = byte === 0x25 ? hexValue(bytes[at + 1]) : -1;
    const low = high === -1 ? -1 : hexValue(bytes[at + 2]);
    if (low === -1) bytes[length++] = byte;
    else {
      bytes[length++] = high * 16 + low;
      at += 2;
    }
  }
  return bytes.subarray(0, length);
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/**
 * Decodes percent-escapes; bytes that are invalid in `encoding` become U+FFFD.
 *
 * @example
 * console.log(unquote("b%C3%BCcher")); // bücher
 */
export function unquote(text: string, encoding = "utf-8"): string {
  if (!text.includes("%")) return text;
  const bytes = unquoteToBytes(text);
  return encoding === "utf-8" ? bytes.toString("utf8") : decode(bytes, encoding);
}

/** Whether this is one of Python's names for Latin-1; TextDecoder would read windows-1252 instead. */
export function isLatin1(encoding: string): boolean {
  return /^(?:iso[-_]?8859[-_]1|latin[-_]?1|l1)$/i.test(encoding);
}

/** Whether bytes can be decoded with this encoding. */
export function isEncoding(label: string): boolean {
  try {
    return isLatin1(label) || new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

/** Decodes bytes; invalid ones become U+FFFD. An unknown encoding is read as UTF-8. */
export function decode(bytes: Uint8Array, encoding: string): string {
  if (/^utf-?8$/i.test(encoding)) return asBuffer(bytes).toString("utf8");
  if (isLatin1(encoding)) return asBuffer(bytes).toString("latin1");
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch {
    return asBuffer(bytes).toString("utf8");
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Decodes UTF-8; invalid bytes stay percent-encoded, as in Django. */
export function decodeKeepingBroken(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  if (!text.includes("\ufffd")) return text;
  let out = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    out +=
      length === 0
        ? escapeByte(bytes[at] ?? 0)
        : Buffer.from(bytes.subarray(at, at + length)).toString("utf8");
    at += length === 0 ? 1 : length;
  }
  return out;
}

/** Length in bytes of the valid UTF-8 character at `at`; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const character = Buffer.from(bytes.subarray(at, at + length)).toString("utf8");
  const codePoint = character.codePointAt(0) ?? 0;
  const whole =
    Buffer.byteLength(character) === length && character.length === (length === 4 ? 2 : 1);
  const written =
    codePoint === 0xfffd
      ? first === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd
      : true;
  return whole && written ? length : 0;
}

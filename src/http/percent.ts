/** Percent-encoding with Python's answers, which Django's URLs are made of. */

const HEX = "0123456789ABCDEF";
const ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

/** Builds Python's `quote(text, safe=...)`: UTF-8, capital hexadecimal digits. */
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

/** Escapes what may not stand in a URI, and keeps `%`: for text that may be escaped already. */
export const iriToUri: (iri: string) => string = quoter("/#%[]=:;$&()+,!?*@'~");

/** Escapes a whole path, slashes kept. */
export const escapeUriPath: (path: string) => string = quoter("/:@&+$,-_.!~*'()");

const quotePlusText = quoter("");

/** One name or value of a query string, space as `+`. */
export function quotePlus(text: string): string {
  return quotePlusText(text).replaceAll("%20", "+");
}

/**
 * Undoes percent-encoding byte by byte; escapes that are none stay as they are. Characters above
 * ASCII count as the bytes of their UTF-8 form.
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

/** Undoes percent-encoding; what is not valid in `encoding` becomes U+FFFD. */
export function unquote(text: string, encoding = "utf-8"): string {
  if (!text.includes("%")) return text;
  const bytes = unquoteToBytes(text);
  return encoding === "utf-8" ? bytes.toString("utf8") : decode(bytes, encoding);
}

/** Whether this is one of Python's names for Latin-1, which the web's standard takes for windows-1252. */
export function isLatin1(encoding: string): boolean {
  return /^(?:iso[-_]?8859[-_]1|latin[-_]?1|l1)$/i.test(encoding);
}

/** Whether bytes can be decoded by this. */
export function isEncoding(label: string): boolean {
  try {
    return isLatin1(label) || new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

/** Decodes bytes; U+FFFD for what is not valid. An encoding nobody knows is read as UTF-8. */
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

/** Decodes UTF-8; each byte that is part of no valid character stays percent-encoded, as in Django. */
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

/** How many bytes the valid UTF-8 character at `at` takes; 0 when there is none. */
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

import { decodeKeepingBroken } from "../percent.ts";

/** The parts of a request target, neither decoded nor normalised. */
export interface Target {
  readonly rawPath: string;
  readonly query: string;
  /** Host of an absolute target (`GET http://host/path`), used instead of the Host header. */
  readonly authority: string | undefined;
}

/**
 * Parses the target of the request line, for both entry points. Dot segments and double slashes are kept: URL
 * patterns match literally, and a path that a proxy has checked must not turn into another one.
 */
export function parseTarget(target: string): Target {
  let rest = target;
  let authority: string | undefined;
  if (rest.charCodeAt(0) !== 0x2f) {
    const absolute = /^https?:\/\/([^/?#]*)/i.exec(rest);
    if (absolute) {
      authority = absolute[1];
      rest = rest.slice(absolute[0].length);
    }
  }
  const hash = rest.indexOf("#");
  if (hash !== -1) rest = rest.slice(0, hash);
  const mark = rest.indexOf("?");
  return mark === -1
    ? { rawPath: rest, query: "", authority }
    : { rawPath: rest.slice(0, mark), query: rest.slice(mark + 1), authority };
}

const PLAIN = /^[\x00-\x24\x26-\x7f]*$/;

/**
 * Returns the path as views see it: unescaped once, as UTF-8; invalid bytes stay escaped.
 *
 * @example
 * console.log(decodePath("/b%C3%BCcher/")); // /bücher/
 */
export function decodePath(rawPath: string): string {
  if (PLAIN.test(rawPath)) return rawPath;
  return decodeKeepingBroken(unquoteLatin1(rawPath));
}

/** Decodes the query string; node:http provides raw bytes above ASCII as Latin-1 characters. */
export function decodeQuery(query: string): string {
  if (/^[\x00-\x7f]*$/.test(query)) return query;
  const bytes = Buffer.from(query, "latin1");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? query : text;
}

function unquoteLatin1(text: string): Uint8Array {
  const bytes = Buffer.from(text, "latin1");
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const pair = bytes[at] === 0x25 ? text.slice(at + 1, at + 3) : "";
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      out[length++] = Number.parseInt(pair, 16);
      at += 2;
    } else out[length++] = bytes[at] ?? 0;
  }
  return out.subarray(0, length);
}

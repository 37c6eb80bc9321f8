import { parseHttpDateSafe } from "./dates.ts";
import type { HttpRequest } from "../request/request.ts";
import type { ResponseHeaders } from "../response/response-headers.ts";

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the range that a Range header asks for. `undefined` means the whole content: the header is invalid, or asks
 * for several ranges, which servers may ignore.
 */
export function parseRange(header: string, size: number): ByteRange | "unsatisfiable" | undefined {
  // Empty list elements are ignored: RFC 9110 section 5.6.1.2.
  const found = /^bytes=[ \t,]*(\d*)-(\d*)[ \t,]*$/i.exec(header);
  if (found === null) return undefined;
  const [, first = "", last = ""] = found;
  if (first === "") {
    const length = Number(last);
    if (last === "") return undefined;
    if (length === 0) return "unsatisfiable";
    // A suffix of an empty file is satisfiable, but no Content-Range can express it.
    return size === 0 ? undefined : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/**
 * Checks If-Range (RFC 9110 section 13.1.5): whether the client's part belongs to the current content. A date is no
 * proof for a file changed within the same second.
 */
export function rangeApplies(request: HttpRequest, headers: ResponseHeaders): boolean {
  const condition = request.headers.get("if-range");
  if (condition === undefined) return true;
  if (condition.startsWith('"')) return headers.get("ETag") === condition;
  const modified = headers.get("Last-Modified");
  const [wanted, actual] = [condition, modified ?? ""].map((date) =>
    parseHttpDateSafe(date, request.now),
  );
  return wanted !== undefined && wanted === actual && request.now() >= (wanted + 1) * 1000;
}

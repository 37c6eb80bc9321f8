import { parseHttpDateSafe } from "./dates.ts";
import type { HttpRequest } from "../request/request.ts";
import type { ResponseHeaders } from "../response/response-headers.ts";

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range a Range header asks for. `undefined` stands for the whole: no header that is understood,
 * or several ranges at once, which nobody has to serve.
 */
export function parseRange(header: string, size: number): ByteRange | "unsatisfiable" | undefined {
  // Empty elements of a list do not count: RFC 9110 section 5.6.1.2.
  const found = /^bytes=[ \t,]*(\d*)-(\d*)[ \t,]*$/i.exec(header);
  if (found === null) return undefined;
  const [, first = "", last = ""] = found;
  if (first === "") {
    const length = Number(last);
    if (last === "") return undefined;
    if (length === 0) return "unsatisfiable";
    // The end of nothing is there, and no range of bytes can say so.
    return size === 0 ? undefined : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/**
 * Whether the client's part still belongs to what would be sent: If-Range, RFC 9110 section 13.1.5. A date proves
 * nothing about a file that was changed within the same second.
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

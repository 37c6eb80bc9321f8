import { randomBytes } from "node:crypto";
import type { RequestSettings } from "../settings.ts";

/** Limits an id from outside to characters that are safe in logs, headers and command lines. */
const WELL_FORMED = /^[\w.:+/=@-]{1,128}$/;

let prefix: string | undefined;
let count = 0;

/** Returns the id sent by the client or a proxy if it is trusted and well-formed, otherwise a new one. */
export function requestId(
  header: (name: string) => string | undefined,
  { REQUEST_ID_HEADER = null, TRUST_REQUEST_ID = false }: RequestSettings,
): string {
  const sent =
    TRUST_REQUEST_ID && REQUEST_ID_HEADER ? header(REQUEST_ID_HEADER.toLowerCase()) : undefined;
  return sent !== undefined && WELL_FORMED.test(sent) ? sent : newRequestId();
}

/** A random prefix per process plus a counter: unique, and cheaper than a random id per request. */
function newRequestId(): string {
  prefix ??= randomBytes(8).toString("hex");
  count += 1;
  return `${prefix}-${count.toString(16).padStart(6, "0")}`;
}

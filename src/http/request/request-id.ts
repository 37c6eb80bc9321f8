import { randomBytes } from "node:crypto";
import type { RequestSettings } from "../settings.ts";

/** What an id may be that somebody else has made: what no log, header or command line takes for anything else. */
const WELL_FORMED = /^[\w.:+/=@-]{1,128}$/;

let prefix: string | undefined;
let count = 0;

/** The id that the client or a proxy sent, if it is trusted and well-formed, or a new one. */
export function requestId(
  header: (name: string) => string | undefined,
  { REQUEST_ID_HEADER = null, TRUST_REQUEST_ID = false }: RequestSettings,
): string {
  const sent =
    TRUST_REQUEST_ID && REQUEST_ID_HEADER ? header(REQUEST_ID_HEADER.toLowerCase()) : undefined;
  return sent !== undefined && WELL_FORMED.test(sent) ? sent : newRequestId();
}

/** Random for each process and counted in it: as good as a random one to tell requests apart, for less time. */
function newRequestId(): string {
  prefix ??= randomBytes(8).toString("hex");
  count += 1;
  return `${prefix}-${count.toString(16).padStart(6, "0")}`;
}

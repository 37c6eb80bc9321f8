import { DisallowedHost } from "../exceptions.ts";
import type { RequestSettings } from "../settings.ts";

/** Characters a Host header may have: a name or an address in brackets, and a port. RFC 1034, 3986. */
const HOST = /^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$/;

/** What ALLOWED_HOSTS stands for while it is empty and DEBUG is on. */
const DEBUG_HOSTS: readonly string[] = [".localhost", "127.0.0.1", "[::1]"];

/**
 * The host of a request, if the site answers to it.
 *
 * @throws {DisallowedHost} It is malformed, or ALLOWED_HOSTS does not have it.
 */
export function allowedHost(
  host: string,
  { ALLOWED_HOSTS = [], DEBUG = false }: RequestSettings,
): string {
  const allowed = DEBUG && ALLOWED_HOSTS.length === 0 ? DEBUG_HOSTS : ALLOWED_HOSTS;
  if (isAllowedHost(host, allowed)) return host;
  const { domain } = splitDomainPort(host);
  throw new DisallowedHost(
    `Invalid HTTP_HOST header: '${host}'. ` +
      (domain === ""
        ? "The domain name provided is not valid according to RFC 1034/1035."
        : `You may need to add '${domain}' to ALLOWED_HOSTS.`),
  );
}

/** Takes a Host header apart; both empty when it is malformed. The domain in lower case. */
export function splitDomainPort(host: string): { readonly domain: string; readonly port: string } {
  const match = HOST.exec(host.toLowerCase());
  if (!match) return { domain: "", port: "" };
  const domain = match[1] ?? "";
  // A trailing dot says "fully qualified": the same host.
  return { domain: domain.endsWith(".") ? domain.slice(0, -1) : domain, port: match[2] ?? "" };
}

/** Whether a Host header is well-formed, and `allowed` has it or what stands for it. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  // Nearly all requests of a site name the same host.
  if (host === last.host && allowed[last.at] === last.pattern) return true;
  const { domain } = splitDomainPort(host);
  if (domain === "") return false;
  const at = allowed.findIndex((pattern) => fits(domain, pattern));
  if (at === -1) return false;
  last = { host, at, pattern: allowed[at] };
  return true;
}

/** The host allowed last, and what allowed it. */
let last: { readonly host: string; readonly at: number; readonly pattern: string | undefined } = {
  host: "",
  at: -1,
  pattern: "",
};

/** Whether a domain is one of `allowed`: itself, `*`, or `.example.com` for it and all below it. */
export function validateHost(domain: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => fits(domain, pattern));
}

const fits = (domain: string, pattern: string): boolean =>
  pattern === "*" || isSameDomain(domain, pattern);

/** Whether `host` is `pattern`, or lies below it when the pattern starts with a dot. */
export function isSameDomain(host: string, pattern: string): boolean {
  if (pattern === "") return false;
  const lower = pattern.toLowerCase();
  if (lower.startsWith(".")) return host.endsWith(lower) || host === lower.slice(1);
  return host === lower;
}

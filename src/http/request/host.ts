import { DisallowedHost } from "../exceptions.ts";
import type { RequestSettings } from "../settings.ts";

/** Syntax of a Host header: a name or an address in brackets, and a port. RFC 1034, 3986. */
const HOST = /^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$/;

/** Used instead of an empty ALLOWED_HOSTS with DEBUG. */
const DEBUG_HOSTS: readonly string[] = [".localhost", "127.0.0.1", "[::1]"];

/**
 * Returns the host of a request if it is allowed.
 *
 * @throws {DisallowedHost} If it is malformed or not in ALLOWED_HOSTS.
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

/**
 * Splits a Host header into domain, in lower case, and port; both are empty if it is malformed.
 *
 * @example
 * const { domain, port } = splitDomainPort("Example.com:8000"); // "example.com", "8000"
 */
export function splitDomainPort(host: string): { readonly domain: string; readonly port: string } {
  const match = HOST.exec(host.toLowerCase());
  if (!match) return { domain: "", port: "" };
  const domain = match[1] ?? "";
  // A trailing dot marks a fully qualified name of the same host.
  return { domain: domain.endsWith(".") ? domain.slice(0, -1) : domain, port: match[2] ?? "" };
}

/** Whether a Host header is well-formed and matches an entry of `allowed`. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  // Nearly all requests to a site have the same host.
  if (host === last.host && allowed[last.at] === last.pattern) return true;
  const { domain } = splitDomainPort(host);
  if (domain === "") return false;
  const at = allowed.findIndex((pattern) => fits(domain, pattern));
  if (at === -1) return false;
  last = { host, at, pattern: allowed[at] };
  return true;
}

/** The host allowed last, and the entry that allowed it. */
let last: { readonly host: string; readonly at: number; readonly pattern: string | undefined } = {
  host: "",
  at: -1,
  pattern: "",
};

/**
 * Whether a domain matches an entry of `allowed`: the same, `*`, or `.example.com` for it and its subdomains.
 *
 * @example
 * console.log(validateHost("www.example.com", [".example.com"])); // true
 */
export function validateHost(domain: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => fits(domain, pattern));
}

const fits = (domain: string, pattern: string): boolean =>
  pattern === "*" || isSameDomain(domain, pattern);

/**
 * Whether `host` equals `pattern`, or is a subdomain if the pattern starts with a dot.
 *
 * @example
 * console.log(isSameDomain("www.example.com", ".example.com")); // true
 */
export function isSameDomain(host: string, pattern: string): boolean {
  if (pattern === "") return false;
  const lower = pattern.toLowerCase();
  if (lower.startsWith(".")) return host.endsWith(lower) || host === lower.slice(1);
  return host === lower;
}

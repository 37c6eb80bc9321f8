import { splitUrl, type SplitUrl } from "./split-url.ts";

const MAX_URL_LENGTH = 2048;

/**
 * Checks that a URL is safe to redirect to: it stays on this host or goes to an allowed one, by HTTP or HTTPS. Use it
 * for URLs that come with a request (`?next=`). Empty is not safe.
 *
 * @param allowedHosts Hosts, with their port if any, as `request.getHost()` returns them.
 * @param options.requireHttps Whether a URL with a scheme must have `https`. Default `false`.
 *
 * @example
 * const next = request.GET.get("next", "");
 * const isSafe = urlHasAllowedHostAndScheme(next, request.getHost(), { requireHttps: true });
 * return redirect(isSafe ? next : "/");
 */
export function urlHasAllowedHostAndScheme(
  url: string | null | undefined,
  allowedHosts: string | Iterable<string> | null | undefined,
  options: { readonly requireHttps?: boolean } = {},
): boolean {
  const text = strip(url ?? "");
  if (text === "") return false;
  const hosts = new Set(typeof allowedHosts === "string" ? [allowedHosts] : (allowedHosts ?? []));
  // Browsers read \ as / in a path but not in user:password, so both readings must be safe.
  return [text, text.replaceAll("\\", "/")].every((reading) =>
    isAllowed(reading, hosts, options.requireHttps ?? false),
  );
}

function isAllowed(url: string, hosts: ReadonlySet<string>, requireHttps: boolean): boolean {
  // Browsers treat any number of leading slashes as the two before a host.
  if (url.startsWith("///") || url.length > MAX_URL_LENGTH) return false;
  const parts = splitOrNothing(url);
  if (parts === undefined) return false;
  const { scheme, netloc } = parts;
  // Browsers read example.com in http:///example.com as the host.
  if (netloc === "" && scheme !== "") return false;
  // Browsers ignore leading control characters.
  if (/^\p{C}/u.test(url)) return false;
  const effective = scheme === "" && netloc !== "" ? "http" : scheme;
  const schemes = requireHttps ? ["", "https"] : ["", "http", "https"];
  return (netloc === "" || hosts.has(netloc)) && schemes.includes(effective);
}

function splitOrNothing(url: string): SplitUrl | undefined {
  try {
    return splitUrl(url);
  } catch {
    return undefined;
  }
}

/**
 * Escapes the second of two leading slashes, so that browsers do not read the path as a host.
 *
 * @example
 * console.log(escapeLeadingSlashes("//evil.example/")); // /%2Fevil.example/
 */
export function escapeLeadingSlashes(url: string): string {
  return url.startsWith("//") ? `/%2F${url.slice(2)}` : url;
}

/** Strips whitespace like Python. A regular expression could be slow on long, hostile input. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text[start] ?? "")) start++;
  while (end > start && SPACE.test(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

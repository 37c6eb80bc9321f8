import { splitUrl, type SplitUrl } from "./split-url.ts";

const MAX_URL_LENGTH = 2048;

/**
 * Whether a URL may be redirected to: it stays on this host or goes to an allowed one, by HTTP or HTTPS.
 * For what came with a request (`?next=`). Empty is not safe.
 *
 * @param allowedHosts Hosts, with port where there is one, as `request.getHost()` gives them.
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
  // Browsers read \ as / in a path, but not in user:password, so both readings have to be safe.
  return [text, text.replaceAll("\\", "/")].every((reading) =>
    isAllowed(reading, hosts, options.requireHttps ?? false),
  );
}

function isAllowed(url: string, hosts: ReadonlySet<string>, requireHttps: boolean): boolean {
  // Browsers take any number of slashes at the start as the two before a host.
  if (url.startsWith("///") || url.length > MAX_URL_LENGTH) return false;
  const parts = splitOrNothing(url);
  if (parts === undefined) return false;
  const { scheme, netloc } = parts;
  // http:///example.com: browsers take example.com for the host.
  if (netloc === "" && scheme !== "") return false;
  // Browsers skip control characters at the start.
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

/** Keeps a path from being read as a host: of two slashes at the start, the second is escaped. */
export function escapeLeadingSlashes(url: string): string {
  return url.startsWith("//") ? `/%2F${url.slice(2)}` : url;
}

/** White space as Python strips it. Character by character: what comes here may be long, and hostile. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text[start] ?? "")) start++;
  while (end > start && SPACE.test(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

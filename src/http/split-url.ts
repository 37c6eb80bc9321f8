import { isIPv6 } from "node:net";

/** The parts of a URL, neither decoded nor corrected, as Python's urlsplit returns them. */
export interface SplitUrl {
  /** In lower case; empty if there is none. */
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * Splits a URL. The URL class is unsuitable: it repairs what browsers repair, but checks have to see the text
 * that will be sent.
 *
 * @throws {RangeError} If a host in brackets is not an IPv6 address.
 *
 * @example
 * const { netloc, path } = splitUrl("https://example.com/polls/?page=2");
 */
export function splitUrl(text: string): SplitUrl {
  let rest = text.replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
  let scheme = "";
  let netloc = "";
  const colon = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  if (colon) {
    scheme = (colon[1] ?? "").toLowerCase();
    rest = rest.slice(colon[0].length);
  }
  if (rest.startsWith("//")) {
    const end = /[/?#]/.exec(rest.slice(2))?.index ?? rest.length - 2;
    netloc = rest.slice(2, 2 + end);
    rest = rest.slice(2 + end);
    checkNetloc(netloc);
  }
  const [beforeFragment, fragment] = partition(rest, "#");
  const [path, query] = partition(beforeFragment, "?");
  return { scheme, netloc, path, query, fragment };
}

function partition(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function checkNetloc(netloc: string): void {
  const open = netloc.includes("[");
  if (open !== netloc.includes("]")) throw new RangeError(`Invalid IPv6 URL: ${netloc}`);
  if (open) {
    const host = /\[([^[\]]*)\]/.exec(netloc)?.[1] ?? "";
    if (!/^v[0-9a-f]+\..+$/i.test(host) && !isIPv6(host)) {
      throw new RangeError(`Invalid IPv6 URL: ${netloc}`);
    }
  }
  // After normalisation these letters become / ? # @ : and would change the host.
  if (/[^\x00-\x7f]/.test(netloc)) {
    const normalised = netloc.replace(/[@:#?]/g, "").normalize("NFKC");
    if (normalised !== netloc.replace(/[@:#?]/g, "") && /[/?#@:]/.test(normalised)) {
      throw new RangeError(
        `netloc '${netloc}' contains invalid characters under NFKC normalization`,
      );
    }
  }
}

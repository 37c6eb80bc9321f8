/** The origin that a request states, and the origins that are trusted. */
import { isSameDomain, splitUrl, type SplitUrl } from "../../http/index.ts";

/** A parsed URL; `undefined` if Python's `urlsplit` refuses it. */
export function splitOrigin(url: string): SplitUrl | undefined {
  try {
    return splitUrl(url);
  } catch {
    return undefined;
  }
}

/** CSRF_TRUSTED_ORIGINS, parsed for lookups. */
export class TrustedOrigins {
  readonly #exact: ReadonlySet<string>;
  /** The part after `*` of `https://*.example.com`, with its scheme. */
  readonly #subdomains: readonly { readonly scheme: string; readonly netloc: string }[];
  readonly #hosts: readonly string[];

  constructor(origins: readonly string[]) {
    const parsed = origins.flatMap((origin) => splitOrigin(origin) ?? []);
    this.#exact = new Set(origins.filter((origin) => !origin.includes("*")));
    this.#subdomains = origins
      .filter((origin) => origin.includes("*"))
      .flatMap((origin) => splitOrigin(origin) ?? [])
      .map(({ scheme, netloc }) => ({ scheme, netloc: netloc.replace(/^\*+/, "") }));
    this.#hosts = parsed.map(({ netloc }) => netloc.replace(/^\*+/, ""));
  }

  /** Whether an Origin header matches one of them: scheme, host and port. */
  includes(origin: string): boolean {
    if (this.#exact.has(origin)) return true;
    if (this.#subdomains.length === 0) return false;
    const parsed = splitOrigin(origin);
    return (
      parsed !== undefined &&
      this.#subdomains.some(
        ({ scheme, netloc }) => scheme === parsed.scheme && isSameDomain(parsed.netloc, netloc),
      )
    );
  }

  /** Whether a Referer's host matches one of them. */
  includesHost(netloc: string): boolean {
    return this.#hosts.some((host) => isSameDomain(netloc, host));
  }
}

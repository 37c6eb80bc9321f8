/** The visitor's cookie jar, and what it reads from Set-Cookie headers. */

export interface ReceivedCookie {
  readonly name: string;
  /** The header as it came. */
  readonly raw: string;
  /** As it stands in the header, quotes and escapes included. */
  readonly coded: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export function parseSetCookie(raw: string): ReceivedCookie {
  const [pair = "", ...rest] = splitUnquoted(raw);
  const equals = pair.indexOf("=");
  const attributes = new Map<string, string>();
  for (const part of rest) {
    const [name = "", ...value] = part.trim().split("=");
    attributes.set(name.toLowerCase(), value.join("="));
  }
  return {
    name: pair.slice(0, equals),
    raw,
    coded: pair.slice(equals + 1),
    attributes,
  };
}

/** A semicolon inside quotes does not end a cookie's value. */
function splitUnquoted(raw: string): string[] {
  return raw.match(/(?:"(?:[^"\\]|\\.)*"|[^;"])+/g) ?? [];
}

/** The value without quotes and escapes, as Python reads it. */
export function valueOf({ coded }: ReceivedCookie): string {
  if (!/^".*"$/s.test(coded)) return coded;
  return coded
    .slice(1, -1)
    .replace(/\\(?:([0-3][0-7][0-7])|(.))/g, (_all, octal?: string, char?: string) =>
      octal === undefined ? (char ?? "") : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}

/** What the browser is told about a cookie; `expires_in` counts seconds from now. */
export function attributesOf(cookie: ReceivedCookie, nowMs: number): Record<string, unknown> {
  const { attributes } = cookie;
  const maxAge = attributes.get("max-age");
  const expires = attributes.get("expires");
  return {
    max_age: maxAge === undefined ? null : Number(maxAge),
    domain: attributes.get("domain") ?? null,
    path: attributes.get("path") ?? null,
    secure: attributes.has("secure"),
    httponly: attributes.has("httponly"),
    samesite: attributes.get("samesite") ?? null,
    expires_in: expires === undefined ? null : Math.round((Date.parse(expires) - nowMs) / 1000),
  };
}

/** Keeps values byte for byte, and forgets what it is told to forget. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  receive(cookies: readonly ReceivedCookie[]): void {
    for (const cookie of cookies) {
      if (cookie.attributes.get("max-age") === "0") this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, cookie.coded);
    }
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  clear(): void {
    this.#cookies.clear();
  }

  /** The Cookie header; undefined when there is nothing to send. */
  header(): string | undefined {
    if (this.#cookies.size === 0) return undefined;
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; ");
  }
}

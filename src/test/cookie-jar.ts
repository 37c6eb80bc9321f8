import { parseCookie } from "../http/index.ts";

/** The cookies of a client; valid for all paths, as in Django's test client. */
export class CookieJar {
  readonly #values = new Map<string, string>();

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  delete(name: string): boolean {
    return this.#values.delete(name);
  }

  clear(): void {
    this.#values.clear();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }

  /** Stores the cookie of a Set-Cookie header; deletes an expired one. */
  store(header: string): void {
    const [pair = "", ...attributes] = header.split(";");
    const [name, value] = Object.entries(parseCookie(pair))[0] ?? [];
    if (name === undefined) return;
    if (attributes.some((attribute) => /^\s*max-age=(?:0|-\d+)$/i.test(attribute))) {
      this.#values.delete(name);
    } else this.#values.set(name, value ?? "");
  }

  /** The Cookie header; `undefined` without cookies. */
  header(): string | undefined {
    if (this.#values.size === 0) return undefined;
    return Array.from(this.#values, ([name, value]) => `${name}=${quoted(value)}`).join("; ");
  }
}

function quoted(value: string): string {
  return /^[\w!#$%&'*+\-.^`|~:=/@?<>()[\]{}]*$/.test(value) ? value : JSON.stringify(value);
}

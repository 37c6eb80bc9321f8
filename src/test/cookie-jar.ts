import { parseCookie } from "../http/index.ts";

/** The cookies of a client; they hold for every path, as in Django's test client. */
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

  /** Takes over what a Set-Cookie header says; one that is over is forgotten. */
  store(header: string): void {
    const [pair = "", ...attributes] = header.split(";");
    const [name, value] = Object.entries(parseCookie(pair))[0] ?? [];
    if (name === undefined) return;
    if (attributes.some((attribute) => /^\s*max-age=(?:0|-\d+)$/i.test(attribute))) {
      this.#values.delete(name);
    } else this.#values.set(name, value ?? "");
  }

  /** As the Cookie header sends them; `undefined` when there are none. */
  header(): string | undefined {
    if (this.#values.size === 0) return undefined;
    return Array.from(this.#values, ([name, value]) => `${name}=${quoted(value)}`).join("; ");
  }
}

function quoted(value: string): string {
  return /^[\w!#$%&'*+\-.^`|~:=/@?<>()[\]{}]*$/.test(value) ? value : JSON.stringify(value);
}

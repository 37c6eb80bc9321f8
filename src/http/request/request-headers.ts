import type { RequestSource } from "./source.ts";

/**
 * The headers of a request; names ignore case, and `_` matches `-`. Headers sent with an underscore are dropped: they
 * could pass for another header that a proxy sets.
 */
export class RequestHeaders {
  readonly #source: RequestSource;

  constructor(source: RequestSource) {
    this.#source = source;
  }

  get(name: string): string | undefined;
  get<F>(name: string, fallback: F): string | F;
  get(name: string, fallback?: unknown): unknown {
    return this.#source.header(name.toLowerCase().replaceAll("_", "-")) ?? fallback;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Yields headers with names as Django writes them: `Content-Type`, `X-Thing`. */
  *items(): Generator<[string, string]> {
    for (const [name, value] of this.#source.headers()) {
      if (!name.includes("_")) yield [titled(name), value];
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.items()) yield name;
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.items();
  }
}

function titled(name: string): string {
  return name.toLowerCase().replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

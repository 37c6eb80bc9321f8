import { Tuple } from "./tuple.ts";

/** The result of a dictionary's `items`, `keys` and `values`: iterable, but not a list. */
export class DictionaryView implements Iterable<unknown> {
  readonly #kind: string;
  /** The items for a loop that unpacks them: for `items` plain pairs. */
  readonly parts: readonly unknown[];

  constructor(kind: "items" | "keys" | "values", parts: readonly unknown[]) {
    this.#kind = kind;
    this.parts = parts;
  }

  get size(): number {
    return this.parts.length;
  }

  *[Symbol.iterator](): Iterator<unknown> {
    for (const part of this.parts) {
      yield this.#kind === "items" && Array.isArray(part) ? Tuple.holding(part) : part;
    }
  }

  /** Python's text for it: `dict_keys(['a'])`. */
  textOf(repr: (item: unknown) => string): string {
    return `dict_${this.#kind}([${Array.from(this, repr).join(", ")}])`;
  }
}

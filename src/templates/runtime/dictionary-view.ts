/** What a dictionary's `items`, `keys` and `values` give: something to go through, but no list. */
export class DictionaryView implements Iterable<unknown> {
  readonly #kind: string;
  readonly #items: readonly unknown[];

  constructor(kind: "items" | "keys" | "values", items: readonly unknown[]) {
    this.#kind = kind;
    this.#items = items;
  }

  get size(): number {
    return this.#items.length;
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.#items[Symbol.iterator]();
  }

  /** Python's text for it: `dict_keys(['a'])`. */
  textOf(repr: (item: unknown) => string): string {
    return `dict_${this.#kind}([${this.#items.map(repr).join(", ")}])`;
  }
}

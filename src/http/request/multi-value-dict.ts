export type Pairs<V> = Iterable<readonly [string, V]> | Readonly<Record<string, V>>;

/**
 * Maps each name to one or more values. `get` returns the last value, `getlist` all of them. Any text is a valid
 * name, even `__proto__`.
 */
export class MultiValueDict<V> {
  readonly #lists: Map<string, V[]>;

  constructor(lists: Pairs<readonly V[]> = []) {
    this.#lists = new Map();
    for (const [key, list] of pairsOf(lists)) this.#lists.set(key, [...list]);
  }

  /** Returns the last value of a name, or `fallback` if there is none. */
  get(key: string): V | undefined;
  get<F>(key: string, fallback: F): V | F;
  get(key: string, fallback?: unknown): unknown {
    return this.#lists.get(key)?.at(-1) ?? fallback;
  }

  has(key: string): boolean {
    return this.#lists.has(key);
  }

  /** Returns all values of a name in order, as a copy. */
  getlist(key: string): V[];
  getlist<F>(key: string, fallback: F): V[] | F;
  getlist(key: string, fallback: unknown = []): unknown {
    const list = this.#lists.get(key);
    return list ? [...list] : fallback;
  }

  /** Replaces all values of a name by one. */
  set(key: string, value: V): this {
    this.assertMutable();
    this.#lists.set(key, [value]);
    return this;
  }

  setlist(key: string, list: Iterable<V>): void {
    this.assertMutable();
    this.#lists.set(key, [...list]);
  }

  /** Adds a value to a name. */
  appendlist(key: string, value: V): void {
    this.assertMutable();
    this.push(key, value);
  }

  /** Returns the value of a name, setting it to `value` first if there is none. */
  setdefault(key: string, value: V): V {
    this.assertMutable();
    if (!this.has(key)) this.set(key, value);
    return this.get(key) ?? value;
  }

  setlistdefault(key: string, list: Iterable<V> = []): V[] {
    this.assertMutable();
    if (!this.has(key)) this.setlist(key, list);
    return this.getlist(key);
  }

  /** Adds values to the existing ones instead of replacing them. */
  update(other: MultiValueDict<V> | Pairs<V>): void {
    this.assertMutable();
    if (other instanceof MultiValueDict) {
      for (const [key, list] of other.lists()) for (const value of list) this.push(key, value);
    } else {
      for (const [key, value] of pairsOf(other)) this.push(key, value);
    }
  }

  delete(key: string): boolean {
    this.assertMutable();
    return this.#lists.delete(key);
  }

  /**
   * Removes a name and returns all its values.
   *
   * @throws {RangeError} If the name is missing and there is no `fallback`.
   */
  pop(key: string): V[];
  pop<F>(key: string, fallback: F): V[] | F;
  pop(key: string, fallback?: unknown): unknown {
    this.assertMutable();
    const list = this.#lists.get(key) ?? fallback;
    if (list === undefined) throw new RangeError(`There is no ${JSON.stringify(key)}.`);
    this.#lists.delete(key);
    return list;
  }

  /**
   * Removes the last name and returns it with all its values.
   *
   * @throws {RangeError} If the dictionary is empty.
   */
  popitem(): [string, V[]] {
    this.assertMutable();
    const last = [...this.#lists].at(-1);
    if (last === undefined) throw new RangeError("The dictionary is empty.");
    this.#lists.delete(last[0]);
    return last;
  }

  clear(): void {
    this.assertMutable();
    this.#lists.clear();
  }

  /** Number of names. */
  get size(): number {
    return this.#lists.size;
  }

  keys(): IterableIterator<string> {
    return this.#lists.keys();
  }

  /** Yields the last value of each name. */
  *values(): Generator<V | undefined> {
    for (const list of this.#lists.values()) yield list.at(-1);
  }

  /** Yields each name with its last value. */
  *items(): Generator<[string, V | undefined]> {
    for (const [key, list] of this.#lists) yield [key, list.at(-1)];
  }

  entries(): Generator<[string, V | undefined]> {
    return this.items();
  }

  [Symbol.iterator](): Generator<[string, V | undefined]> {
    return this.items();
  }

  /** Yields each name with all its values. */
  *lists(): Generator<[string, V[]]> {
    for (const [key, list] of this.#lists) yield [key, [...list]];
  }

  /** Returns a plain object without a prototype, with the last value of each name. */
  dict(): Record<string, V | undefined> {
    const plain: Record<string, V | undefined> = Object.create(null);
    for (const [key, value] of this.items()) plain[key] = value;
    return plain;
  }

  toJSON(): Record<string, V[]> {
    const plain: Record<string, V[]> = Object.create(null);
    for (const [key, list] of this.lists()) plain[key] = list;
    return plain;
  }

  /** Adds a value even if the dictionary is immutable from outside. */
  protected push(key: string, value: V): void {
    const list = this.#lists.get(key);
    if (list) list.push(value);
    else this.#lists.set(key, [value]);
  }

  /** Overridden by classes that refuse changes. */
  protected assertMutable(): void {}
}

function pairsOf<V>(pairs: Pairs<V>): Iterable<readonly [string, V]> {
  return isIterable(pairs) ? pairs : Object.entries(pairs);
}

function isIterable<V>(pairs: Pairs<V>): pairs is Iterable<readonly [string, V]> {
  return Symbol.iterator in pairs;
}

export type Pairs<V> = Iterable<readonly [string, V]> | Readonly<Record<string, V>>;

/**
 * Names with one or more values each. Reading one name gives its last value, `getlist` all of them.
 * Any text is a name like any other, `__proto__` too.
 */
export class MultiValueDict<V> {
  readonly #lists: Map<string, V[]>;

  constructor(lists: Pairs<readonly V[]> = []) {
    this.#lists = new Map();
    for (const [key, list] of pairsOf(lists)) this.#lists.set(key, [...list]);
  }

  /** The last value of a name; `fallback` when there is none. */
  get(key: string): V | undefined;
  get<F>(key: string, fallback: F): V | F;
  get(key: string, fallback?: unknown): unknown {
    return this.#lists.get(key)?.at(-1) ?? fallback;
  }

  has(key: string): boolean {
    return this.#lists.has(key);
  }

  /** All values of a name, in order. Never the stored list itself. */
  getlist(key: string): V[];
  getlist<F>(key: string, fallback: F): V[] | F;
  getlist(key: string, fallback: unknown = []): unknown {
    const list = this.#lists.get(key);
    return list ? [...list] : fallback;
  }

  /** Gives a name this one value. */
  set(key: string, value: V): this {
    this.assertMutable();
    this.#lists.set(key, [value]);
    return this;
  }

  setlist(key: string, list: Iterable<V>): void {
    this.assertMutable();
    this.#lists.set(key, [...list]);
  }

  /** Adds one value to a name. */
  appendlist(key: string, value: V): void {
    this.assertMutable();
    this.push(key, value);
  }

  /** The value of a name, which gets `value` first when it has none. */
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

  /** Adds to the values that are there; it does not replace them. */
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
   * Takes a name out and gives all its values back.
   *
   * @throws {RangeError} It is not there, and there is no `fallback`.
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
   * Takes the last name out, with all its values.
   *
   * @throws {RangeError} Nothing is left.
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

  /** How many names there are. */
  get size(): number {
    return this.#lists.size;
  }

  keys(): IterableIterator<string> {
    return this.#lists.keys();
  }

  /** The last value of each name. */
  *values(): Generator<V | undefined> {
    for (const list of this.#lists.values()) yield list.at(-1);
  }

  /** Each name with its last value. */
  *items(): Generator<[string, V | undefined]> {
    for (const [key, list] of this.#lists) yield [key, list.at(-1)];
  }

  entries(): Generator<[string, V | undefined]> {
    return this.items();
  }

  [Symbol.iterator](): Generator<[string, V | undefined]> {
    return this.items();
  }

  /** Each name with all its values. */
  *lists(): Generator<[string, V[]]> {
    for (const [key, list] of this.#lists) yield [key, [...list]];
  }

  /** A plain object of each name's last value, without a prototype. */
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

  /** Adds a value whether or not the dictionary may be changed from outside. */
  protected push(key: string, value: V): void {
    const list = this.#lists.get(key);
    if (list) list.push(value);
    else this.#lists.set(key, [value]);
  }

  /** Overridden where changes are refused. */
  protected assertMutable(): void {}
}

function pairsOf<V>(pairs: Pairs<V>): Iterable<readonly [string, V]> {
  return isIterable(pairs) ? pairs : Object.entries(pairs);
}

function isIterable<V>(pairs: Pairs<V>): pairs is Iterable<readonly [string, V]> {
  return Symbol.iterator in pairs;
}

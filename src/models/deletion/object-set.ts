import type { ModelInfo } from "../meta/model-info.ts";

/** Objects of one model, each row once. */
export class ObjectSet {
  readonly #attribute: string;
  #byKey = new Map<unknown, object>();

  constructor(info: ModelInfo) {
    this.#attribute = info.primaryKey.attribute;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** @returns The objects whose rows are new. */
  add(objects: readonly object[]): readonly object[] {
    const added: object[] = [];
    for (const object of objects) {
      const key = this.#keyOf(object);
      if (this.#byKey.has(key)) continue;
      this.#byKey.set(key, object);
      added.push(object);
    }
    return added;
  }

  has(object: object): boolean {
    return this.#byKey.has(this.#keyOf(object));
  }

  /** Sorted by key, ascending. */
  sorted(): readonly object[] {
    return [...this.#byKey.values()].sort((a, b) => order(this.#pkOf(a), this.#pkOf(b)));
  }

  values(): readonly object[] {
    return [...this.#byKey.values()];
  }

  #pkOf(object: object): unknown {
    return Reflect.get(object, this.#attribute);
  }

  #keyOf(object: object): unknown {
    const key = this.#pkOf(object);
    return typeof key === "object" ? JSON.stringify(key) : key;
  }
}

function order(a: unknown, b: unknown): number {
  const [first, second] = [comparable(a), comparable(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function comparable(key: unknown): number | bigint | string {
  return typeof key === "number" || typeof key === "bigint" ? key : String(key);
}

import { prefetchInto } from "./prefetching.ts";
import { readRows } from "./run.ts";
import type { Source } from "./source.ts";

/** The rows of a query set, read once. */
export class Evaluation {
  readonly #source: Source | undefined;
  #rows: Promise<unknown[]> | undefined;

  constructor(source: Source | undefined, rows?: Promise<unknown[]>) {
    this.#source = source;
    this.#rows = rows;
  }

  /** Wraps existing rows. */
  static of(rows: readonly unknown[]): Evaluation {
    return new Evaluation(undefined, Promise.resolve([...rows]));
  }

  rows(): Promise<unknown[]> {
    if (this.#rows) return this.#rows;
    this.#rows = this.#source ? this.#read(this.#source) : Promise.resolve([]);
    return this.#rows;
  }

  async #read(source: Source): Promise<unknown[]> {
    try {
      return await evaluate(source);
    } catch (error) {
      // After a failure the next call tries again.
      this.#rows = undefined;
      throw error;
    }
  }

  async count(): Promise<number> {
    return (await this.rows()).length;
  }

  async exists(): Promise<boolean> {
    return (await this.rows()).length > 0;
  }
}

/** Reads the rows of a query set and its prefetched relations. */
export async function evaluate(source: Source): Promise<unknown[]> {
  const rows = await readRows(source);
  if (source.shape === "objects" && source.prefetches.length > 0 && rows.length > 0) {
    await prefetchInto(rows as object[], source.prefetches, source.alias);
  }
  return rows;
}

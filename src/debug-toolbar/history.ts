import type { RequestRecord } from "./record.ts";

/** The last requests, the newest first. */
export class History {
  readonly #size: number;
  #records: readonly RequestRecord[] = [];

  /** @param size How many are kept. */
  constructor(size: number) {
    this.#size = size;
  }

  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  add(record: RequestRecord): void {
    this.#records = [record, ...this.#records].slice(0, this.#size);
  }

  get(id: string): RequestRecord | undefined {
    return this.#records.find((each) => each.id === id);
  }
}

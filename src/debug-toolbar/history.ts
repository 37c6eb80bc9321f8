import type { RequestRecord } from "./record.ts";

/** The most recent requests, newest first. */
export class History {
  readonly #size: number;
  #records: readonly RequestRecord[] = [];

  /** @param size How many requests to keep. */
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

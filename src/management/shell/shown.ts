import { inspect } from "node:util";
import { QuerySet } from "../../models/index.ts";

/** Rows of a query set that are shown; Django's number. */
const MOST = 20;

/** The first rows of a query set, as the prompt prints them. */
class Rows {
  readonly #rows: readonly unknown[];

  constructor(rows: readonly unknown[]) {
    this.#rows = rows;
  }

  [inspect.custom](): string {
    const texts = this.#rows.slice(0, MOST).map((row) => inspect(row));
    if (this.#rows.length > MOST) texts.push("'...(remaining elements truncated)...'");
    return `<QuerySet [${texts.join(", ")}]>`;
  }
}

/** What the prompt shows of a result: of a query its first rows, of a promise what it gives. */
export async function shown(result: unknown): Promise<unknown> {
  if (!(result instanceof QuerySet)) return result;
  return new Rows(await result.limit(MOST + 1));
}

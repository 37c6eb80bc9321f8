import { inspect } from "node:util";
import { QuerySet } from "../../models/index.ts";

/** Most rows of a query set to show, as in Django. */
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

/** The printed form of a result: the first rows of a query, the value of a promise. */
export async function shown(result: unknown): Promise<unknown> {
  if (!(result instanceof QuerySet)) return result;
  return new Rows(await result.limit(MOST + 1));
}

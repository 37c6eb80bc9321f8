/** The query of a list, and queries that differ from it: where its links lead. */
import { quotePlus, type QueryDict } from "../../http/index.ts";
import { textOf } from "../../templates/index.ts";
import { ERROR_FLAG, ignoredParameters, PAGE_VAR, SEARCH_VAR } from "./parameters.ts";

export class ListQuery {
  readonly #lists: ReadonlyMap<string, readonly string[]>;
  readonly #last: ReadonlyMap<string, string>;
  /** What is searched for; nothing where a character of it can be in no text. */
  readonly words: string;
  /** Whether {@link words} were refused. */
  readonly areWordsRefused: boolean;
  /** The number of the page; 1 where none is asked for, or what is no number. */
  readonly page: number;

  constructor(GET: QueryDict) {
    const lists = new Map<string, readonly string[]>();
    for (const name of GET.keys()) {
      if (name !== PAGE_VAR && name !== ERROR_FLAG) lists.set(name, GET.getlist(name));
    }
    this.#lists = lists;
    this.#last = new Map([...lists].map(([name, values]) => [name, values.at(-1) ?? ""]));
    const words = GET.get(SEARCH_VAR, "");
    this.areWordsRefused = words.includes("\0");
    this.words = this.areWordsRefused ? "" : words;
    const page = GET.get(PAGE_VAR, "1");
    this.page = /^\s*[-+]?\d+\s*$/.test(page) ? Number(page) : 1;
  }

  /** The last value of a parameter. */
  get(name: string): string | undefined {
    return this.#last.get(name);
  }

  /** Parameters with their last values. */
  get items(): readonly (readonly [name: string, value: string])[] {
    return [...this.#last];
  }

  /** Parameters that are lookups, or a filter's. */
  get lookups(): Map<string, readonly string[]> {
    return new Map([...this.#lists].filter(([name]) => !ignoredParameters.includes(name)));
  }

  /**
   * The query, `?` before it, with some parameters set, `null` and `undefined` for none, and those taken away that begin
   * with one of `without`.
   */
  with(set: Readonly<Record<string, unknown>> = {}, without: readonly string[] = []): string {
    const lists = new Map<string, readonly string[]>();
    for (const [name, values] of this.#lists) {
      if (!without.some((each) => name.startsWith(each))) lists.set(name, values);
    }
    for (const [name, value] of Object.entries(set)) {
      if (value === null || value === undefined) lists.delete(name);
      else lists.set(name, [textOf(value)]);
    }
    return queryString(lists);
  }

  /** The query without what filters took; `kept` are lookups that none of them knows. */
  cleared(kept: ReadonlyMap<string, readonly string[]>): string {
    const others = [...this.#lists].filter(([name]) => ignoredParameters.includes(name));
    return queryString(new Map([...others, ...kept]));
  }
}

function queryString(lists: ReadonlyMap<string, readonly string[]>): string {
  const pairs = [...lists.keys()]
    .sort((one, other) => (one < other ? -1 : 1))
    .flatMap((name) =>
      (lists.get(name) ?? []).map((value) => `${quotePlus(name)}=${quotePlus(value)}`),
    );
  return `?${pairs.join("&")}`;
}

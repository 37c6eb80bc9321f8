/** The query of a list, and variants of it for links. */
import { quotePlus, type QueryDict } from "../../http/index.ts";
import { textOf } from "../../templates/index.ts";
import { ERROR_FLAG, ignoredParameters, PAGE_VAR, SEARCH_VAR } from "./parameters.ts";

export class ListQuery {
  readonly #lists: ReadonlyMap<string, readonly string[]>;
  readonly #last: ReadonlyMap<string, string>;
  /** Search terms; empty if they contain a character that no text can contain. */
  readonly words: string;
  /** Whether {@link words} were rejected. */
  readonly areWordsRefused: boolean;
  /** Page number; 1 if it is missing or not a number. */
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

  /** Returns the last value of a parameter. */
  get(name: string): string | undefined {
    return this.#last.get(name);
  }

  /** All parameters with their last values. */
  get items(): readonly (readonly [name: string, value: string])[] {
    return [...this.#last];
  }

  /** Parameters of lookups or filters. */
  get lookups(): Map<string, readonly string[]> {
    return new Map([...this.#lists].filter(([name]) => !ignoredParameters.includes(name)));
  }

  /**
   * Returns the query with a leading `?`, with some parameters set (`null` and `undefined` remove one), and without those
   * that start with one of `without`.
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

  /** Returns the query without filter parameters; `kept` are lookups that no filter uses. */
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

import { TooManyFieldsSent } from "../exceptions.ts";
import { MultiValueDict } from "./multi-value-dict.ts";
import { quotePlus, quoter, unquote } from "../percent.ts";

export interface QueryDictOptions {
  /** Whether it can be changed. Default `false`, as in a request; copies are always mutable. */
  readonly mutable?: boolean;
  /** Encoding of the percent-escapes. Default `"utf-8"`. */
  readonly encoding?: string;
  /** Maximum number of fields. Default 1,000; DATA_UPLOAD_MAX_NUMBER_FIELDS in a request. */
  readonly maxFields?: number;
}

/** A query string or submitted form: names with one or more texts each. */
export class QueryDict extends MultiValueDict<string> {
  #mutable: boolean;
  readonly encoding: string;

  /**
   * @param query `a=1&b=2`; blank values are kept, and `;` is not a separator.
   * @throws {TooManyFieldsSent}
   */
  constructor(query = "", options: QueryDictOptions = {}) {
    super();
    this.encoding = options.encoding?.toLowerCase() ?? "utf-8";
    if (query !== "") this.#parse(query, options.maxFields ?? 1000);
    this.#mutable = options.mutable ?? false;
  }

  /** Creates a dictionary with one value for all of these names, which may repeat. */
  static fromkeys(
    keys: Iterable<string>,
    value = "",
    options: Omit<QueryDictOptions, "maxFields"> = {},
  ): QueryDict {
    const dict = new QueryDict("", options);
    for (const key of keys) dict.push(key, value);
    return dict;
  }

  /** Creates a dictionary from decoded fields, in order. */
  static fromPairs(pairs: Iterable<readonly [string, string]>): QueryDict {
    const dict = new QueryDict();
    for (const [key, value] of pairs) dict.push(key, value);
    return dict;
  }

  #parse(query: string, maxFields: number): void {
    let fields = 1;
    for (let at = query.indexOf("&"); at !== -1; at = query.indexOf("&", at + 1)) fields++;
    if (fields > maxFields) {
      throw new TooManyFieldsSent(
        "The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.",
      );
    }
    for (let start = 0; start <= query.length;) {
      const next = query.indexOf("&", start);
      const end = next === -1 ? query.length : next;
      if (end > start) this.#parseField(query.slice(start, end));
      start = end + 1;
    }
  }

  #parseField(field: string): void {
    const equals = field.indexOf("=");
    const name = equals === -1 ? field : field.slice(0, equals);
    const value = equals === -1 ? "" : field.slice(equals + 1);
    this.push(fieldText(name, this.encoding), fieldText(value, this.encoding));
  }

  /** Returns a mutable copy. */
  copy(): QueryDict {
    const copy = new QueryDict("", { mutable: true, encoding: this.encoding });
    for (const [key, list] of this.lists()) copy.setlist(key, list);
    return copy;
  }

  get mutable(): boolean {
    return this.#mutable;
  }

  /**
   * Returns the query string of these values: names in order, values of one name together.
   *
   * @param safe Characters to leave unescaped; if given, a space becomes `%20` instead of `+`.
   */
  urlencode(safe?: string): string {
    const quote = safe ? quoter(safe) : quotePlus;
    const fields: string[] = [];
    for (const [key, list] of this.lists()) {
      const name = quote(key);
      for (const value of list) fields.push(`${name}=${quote(value)}`);
    }
    return fields.join("&");
  }

  override toString(): string {
    return this.urlencode();
  }

  protected override assertMutable(): void {
    if (!this.#mutable) {
      throw new TypeError("This QueryDict instance is immutable: change a copy() of it.");
    }
  }
}

function fieldText(text: string, encoding: string): string {
  return unquote(text.includes("+") ? text.replaceAll("+", " ") : text, encoding);
}

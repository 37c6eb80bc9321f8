import type { AdminRows } from "../../options/base-model-admin.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { isNull, not, or, type Condition } from "../../../query/index.ts";
import { IncorrectLookupParameters } from "../errors.ts";
import type { FilteredList } from "../list-filter.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** Offers empty (null or an empty text) and not empty. */
export class EmptyFieldListFilter extends FieldListFilter {
  override expectedParameters(): readonly string[] {
    return [`${this.lookup}__isempty`];
  }

  /** @throws {TypeError} If the field cannot be empty. */
  override load(): void {
    void super.load();
    if (!this.nullable && !this.#mayBeBlank) {
      throw new TypeError(
        `The list filter 'EmptyFieldListFilter' cannot be used with field '${this.path}' which doesn't allow empty strings and nulls.`,
      );
    }
  }

  get #mayBeBlank(): boolean {
    const kind = this.part.field?.type.kind;
    return (kind === "char" || kind === "text") && !this.part.field?.related;
  }

  get #condition(): Condition {
    const nest = (value: unknown): Condition =>
      this.path
        .split(".")
        .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Condition;
    return or(...(this.#mayBeBlank ? [nest("")] : []), ...(this.nullable ? [nest(isNull())] : []));
  }

  override queryset(_request: HttpRequest, rows: AdminRows): AdminRows {
    const asked = this.lastOf(`${this.lookup}__isempty`);
    if (asked === undefined) return rows;
    if (asked !== "0" && asked !== "1") throw new IncorrectLookupParameters();
    return asked === "1" ? rows.filter(this.#condition) : rows.exclude(this.#condition);
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const [parameter = ""] = this.expectedParameters();
    const asked = this.lastOf(parameter);
    const line = (
      name: string,
      value: string | undefined,
      facet?: () => Condition,
    ): FilterLine => ({
      name,
      selected: asked === value,
      queryString: list.getQueryString({ [parameter]: value }),
      facet,
    });
    return [
      line("All", undefined),
      line("Empty", "1", () => this.#condition),
      line("Not empty", "0", () => not(this.#condition)),
    ];
  }
}

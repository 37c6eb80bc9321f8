import type { MaybePromise } from "../../../http/index.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { count, isIn } from "../../../query/index.ts";
import { textOf } from "../../../templates/index.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";
import { ListFilter, type FilterChoice, type FilteredList } from "../list-filter.ts";

/** Choices of a filter: value in the query, and label. */
export type FilterLookups = readonly (readonly [value: unknown, name: unknown])[];

/**
 * Base of your own filters with one parameter.
 *
 * @example
 * class DecadeFilter extends SimpleListFilter {
 *   title = "decade";
 *   parameterName = "decade";
 *   lookups() {
 *     return [["80s", "in the eighties"]] as const;
 *   }
 *   queryset(request: HttpRequest, rows: AdminRows) {
 *     return this.value() === "80s" ? rows.filter({ born: range("1980-01-01", "1989-12-31") }) : rows;
 *   }
 * }
 */
export abstract class SimpleListFilter extends ListFilter {
  /** Name in the query. */
  abstract parameterName: string;
  lookupChoices: FilterLookups = [];
  #asked: string | undefined;

  /** Returns the choices; without any, the filter is hidden. */
  abstract lookups(
    request: HttpRequest,
    modelAdmin: ModelAdmin,
  ): MaybePromise<FilterLookups | undefined>;

  /** Returns the chosen value, or `undefined`. */
  value(): string | undefined {
    return this.#asked;
  }

  override async load(): Promise<void> {
    await super.load();
    this.#asked = this.lastOf(this.parameterName);
    this.lookupChoices = (await this.lookups(this.request, this.modelAdmin)) ?? [];
  }

  override hasOutput(): boolean {
    return this.lookupChoices.length > 0;
  }

  override expectedParameters(): readonly string[] {
    return [this.parameterName];
  }

  override async choices(list: FilteredList): Promise<readonly FilterChoice[]> {
    const { parameterName } = this;
    const counts = list.addFacets ? await this.#counts(list) : undefined;
    const all = {
      selected: this.value() === undefined,
      queryString: list.getQueryString({}, [parameterName]),
      display: "All",
    };
    const each = this.lookupChoices.map(([value, name], at) => ({
      selected: this.value() === textOf(value),
      queryString: list.getQueryString({ [parameterName]: value }),
      display: counts ? `${textOf(name)} (${counts[at] ?? "-"})` : name,
    }));
    return [all, ...each];
  }

  /** Counts the rows of each choice; `undefined` for one that does not narrow them. */
  async #counts(list: FilteredList): Promise<readonly (number | undefined)[]> {
    const { rows } = await list.rowsWithout(this);
    const asked = this.#asked;
    const aggregates: Record<string, ReturnType<typeof count>> = {};
    for (const [at, [value]] of this.lookupChoices.entries()) {
      this.#asked = textOf(value);
      const narrowed = this.queryset(this.request, rows);
      if (narrowed === undefined) continue;
      aggregates[`c${at}`] = count("pk", { filter: { pk: isIn(narrowed.orderBy()) } });
    }
    this.#asked = asked;
    const found =
      Object.keys(aggregates).length > 0 ? await rows.aggregate(aggregates as never) : {};
    return this.lookupChoices.map((_, at) => Reflect.get(found, `c${at}`) as number | undefined);
  }
}

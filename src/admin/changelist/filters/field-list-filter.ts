import type { HttpRequest } from "../../../http/index.ts";
import type { FieldInfo, ManyToManyInfo, ModelInfo } from "../../../models/index.ts";
import { count, type Condition } from "../../../query/index.ts";
import { textOf } from "../../../templates/index.ts";
import { nameInMarkup } from "../../names.ts";
import type { AdminRows } from "../../options/base-model-admin.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";
import {
  ListFilter,
  type FilterChoice,
  type FilteredList,
  type FilterParameters,
} from "../list-filter.ts";
import { lookupCondition } from "../lookups/lookup-condition.ts";
import { lookupPath, type PathPart } from "../lookups/lookup-path.ts";

/** A choice before its text is final. */
export interface FilterLine {
  readonly selected: boolean;
  readonly queryString: string;
  readonly name: unknown;
  /** Condition for counting its rows; `undefined` if they are not counted. */
  readonly facet?: (() => Condition) | undefined;
}

/** Filters by a field of the model, or one reached by a path. */
export abstract class FieldListFilter extends ListFilter {
  title: string;
  /** Path as in `listFilter`: `author.country`. */
  readonly path: string;
  /** Path as in the query: `author__country`. */
  readonly lookup: string;
  /** Last part of the path. */
  protected readonly part: PathPart;
  /** Separates values of `…__in`. */
  listSeparator = ",";

  /** @throws {TypeError} If the model has no such field. */
  constructor(
    path: string,
    request: HttpRequest,
    parameters: FilterParameters,
    model: ModelInfo,
    // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
    modelAdmin: ModelAdmin<any>,
  ) {
    super(request, parameters, model, modelAdmin);
    this.path = path;
    this.lookup = nameInMarkup(path);
    const { parts, rest } = lookupPath(model, this.lookup);
    const part = parts.at(-1);
    if (!part || rest.length > 0) {
      throw new TypeError(`listFilter names '${path}', which ${model.label} lacks.`);
    }
    this.part = part;
    this.title = this.source?.verboseName ?? part.relation?.model.verboseName ?? path;
  }

  /** The field or many-to-many relation; `undefined` for a reverse relation. */
  protected get source(): FieldInfo | ManyToManyInfo | undefined {
    const { field, relation } = this.part;
    return field ?? (relation?.kind === "manyToMany" ? relation.manyToMany : undefined);
  }

  protected get nullable(): boolean {
    return this.source?.declaration.nullable === true;
  }

  /** Returns the choices; the base class counts their rows if asked. */
  protected abstract lines(list: FilteredList): readonly FilterLine[];

  override hasOutput(): boolean {
    return true;
  }

  override queryset(_request: HttpRequest, rows: AdminRows): AdminRows {
    const left = [...this.usedParameters].map(([lookup, values]) =>
      lookupCondition(this.model, lookup, values, this.listSeparator),
    );
    return left.length === 0 ? rows : rows.filter(...(left as never[]));
  }

  override async choices(list: FilteredList): Promise<readonly FilterChoice[]> {
    const lines = this.lines(list);
    const counts = list.addFacets ? await this.#counts(list, lines) : {};
    return lines.map(({ selected, queryString, name, facet }, at) => ({
      selected,
      queryString,
      display: facet && list.addFacets ? `${textOf(name)} (${counts[`c${at}`] ?? 0})` : name,
    }));
  }

  async #counts(
    list: FilteredList,
    lines: readonly FilterLine[],
  ): Promise<Readonly<Record<string, number>>> {
    const { rows } = await list.rowsWithout(this);
    const aggregates = lines.flatMap(({ facet }, at) =>
      facet ? [[`c${at}`, count("pk", { filter: facet() })] as const] : [],
    );
    if (aggregates.length === 0) return {};
    return await rows.aggregate(Object.fromEntries(aggregates) as never);
  }

  /** Returns a choice that sets a parameter and removes another. */
  protected line(
    list: FilteredList,
    parameter: string,
    value: unknown,
    { name, selected, without }: { name: unknown; selected: boolean; without: readonly string[] },
  ): FilterLine {
    const queryString = list.getQueryString({ [parameter]: value }, without);
    const facet = (): Condition => lookupCondition(this.model, parameter, [value], "\0");
    return { name, selected, queryString, facet };
  }

  /** Returns the choice for all rows. */
  protected all(list: FilteredList, selected: boolean): FilterLine {
    const queryString = list.getQueryString({}, this.expectedParameters());
    return { name: "All", selected, queryString };
  }
}

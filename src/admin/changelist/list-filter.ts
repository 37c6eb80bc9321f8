/** Base of the filters beside a list. Source: Django, `contrib/admin/filters.py`. */
import type { AdminRows } from "../options/base-model-admin.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import type { ModelInfo } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** One choice of a filter. */
export interface FilterChoice {
  readonly selected: boolean;
  /** Query of the link, starting with `?`. */
  readonly queryString: string;
  readonly display: unknown;
}

/** A list, as filters need it. */
export interface FilteredList {
  /** Whether choices show how many rows they select. */
  readonly addFacets: boolean;
  /** Returns the list's query with some parameters set, and without those that start with one of `without`. */
  getQueryString(set?: Readonly<Record<string, unknown>>, without?: readonly string[]): string;
  /** Returns the rows without a filter. Wrapped in an object, as a promise would read a query set. */
  rowsWithout(filter: ListFilter): Promise<{ readonly rows: AdminRows }>;
}

/** Query parameters that no filter has used yet; a filter removes its own. */
export type FilterParameters = Map<string, readonly string[]>;

export abstract class ListFilter {
  /** Title beside the list. */
  abstract title: string;
  /** Default `admin/filter.html`. */
  template = "admin/filter.html";
  /** Parameters that it used, by name. */
  readonly usedParameters = new Map<string, readonly string[]>();
  protected readonly request: HttpRequest;
  protected readonly parameters: FilterParameters;
  protected readonly model: ModelInfo;
  protected readonly modelAdmin: ModelAdmin;

  constructor(
    request: HttpRequest,
    parameters: FilterParameters,
    model: ModelInfo,
    // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
    modelAdmin: ModelAdmin<any>,
  ) {
    this.request = request;
    this.parameters = parameters;
    this.model = model;
    this.modelAdmin = modelAdmin;
  }

  /** Takes its parameters and loads what it needs; called once, first. */
  load(): MaybePromise<void> {
    for (const name of this.expectedParameters()) {
      const values = this.parameters.get(name);
      if (values === undefined) continue;
      this.parameters.delete(name);
      this.usedParameters.set(name, values);
    }
  }

  /** Whether there are any choices. */
  abstract hasOutput(): boolean;
  abstract choices(list: FilteredList): MaybePromise<readonly FilterChoice[]>;
  /** Returns the filtered rows; `undefined` for all. Synchronous, as a promise would read the query set. */
  abstract queryset(request: HttpRequest, rows: AdminRows): AdminRows | undefined;
  /** Returns the names of its query parameters. */
  abstract expectedParameters(): readonly string[];

  /** Returns the last value of a query parameter. */
  protected lastOf(parameter: string): string | undefined {
    return this.usedParameters.get(parameter)?.at(-1);
  }
}

/** A filter class of either kind. */
export type ListFilterClass = SimpleListFilterClass | FieldListFilterClass;

export type SimpleListFilterClass = new (
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  modelAdmin: ModelAdmin<any>,
) => ListFilter;

/** A class that filters by a field. `path` is the field's: `author.id`. */
export type FieldListFilterClass = new (
  path: string,
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  modelAdmin: ModelAdmin<any>,
) => ListFilter;

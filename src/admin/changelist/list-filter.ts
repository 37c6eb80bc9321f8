/** What the filters beside a list are made of. Source: Django, `contrib/admin/filters.py`. */
import type { AdminRows } from "../options/base-model-admin.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import type { ModelInfo } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** One line of a filter. */
export interface FilterChoice {
  readonly selected: boolean;
  /** Where it leads: a query that begins with `?`. */
  readonly queryString: string;
  readonly display: unknown;
}

/** What filters need of the list that they belong to. */
export interface FilteredList {
  /** Whether lines say how many rows they lead to. */
  readonly addFacets: boolean;
  /** The list's query with some parameters set, and those taken away that begin with one of `without`. */
  getQueryString(set?: Readonly<Record<string, unknown>>, without?: readonly string[]): string;
  /** The list's rows as if a filter were not there; in an object, because a promise of rows reads them. */
  rowsWithout(filter: ListFilter): Promise<{ readonly rows: AdminRows }>;
}

/** The query's parameters that no filter took yet; a filter takes its own out. */
export type FilterParameters = Map<string, readonly string[]>;

export abstract class ListFilter {
  /** What it is called beside the list. */
  abstract title: string;
  /** Default `admin/filter.html`. */
  template = "admin/filter.html";
  /** What of the query it took, by parameter. */
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

  /** Takes its parameters from the query and reads what it needs; called once, before anything else. */
  load(): MaybePromise<void> {
    for (const name of this.expectedParameters()) {
      const values = this.parameters.get(name);
      if (values === undefined) continue;
      this.parameters.delete(name);
      this.usedParameters.set(name, values);
    }
  }

  /** Whether there is anything to choose. */
  abstract hasOutput(): boolean;
  abstract choices(list: FilteredList): MaybePromise<readonly FilterChoice[]>;
  /** The rows that are left; `undefined`: all. No promise: one of rows would read them. */
  abstract queryset(request: HttpRequest, rows: AdminRows): AdminRows | undefined;
  /** The names of its parameters in the query. */
  abstract expectedParameters(): readonly string[];

  /** The last value that the query has for a parameter. */
  protected lastOf(parameter: string): string | undefined {
    return this.usedParameters.get(parameter)?.at(-1);
  }
}

/** A filter's class, of either kind. */
export type ListFilterClass = SimpleListFilterClass | FieldListFilterClass;

export type SimpleListFilterClass = new (
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  modelAdmin: ModelAdmin<any>,
) => ListFilter;

/** A filter of one field. `path`: the field's, `author.id`. */
export type FieldListFilterClass = new (
  path: string,
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  modelAdmin: ModelAdmin<any>,
) => ListFilter;

/** What the filters beside a list are made of. Source: Django, `contrib/admin/filters.py`. */
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import type { AnyQuerySet, ModelInfo } from "../../models/index.ts";
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
  readonly addFacets: boolean;
  /** The list's query with some parameters set, and some taken away. */
  getQueryString(set?: Readonly<Record<string, unknown>>, without?: readonly string[]): string;
}

/** The query's parameters that no filter took yet; a filter takes its own out. */
export type FilterParameters = Map<string, readonly string[]>;

export abstract class ListFilter {
  /** What it is called beside the list. */
  abstract title: string;
  /** Default `admin/filter.html`. */
  template = "admin/filter.html";
  /** What of the query it took. */
  readonly usedParameters = new Map<string, unknown>();

  /** Whether there is anything to choose. */
  abstract hasOutput(): boolean;
  abstract choices(list: FilteredList): MaybePromise<readonly FilterChoice[]>;
  /** The rows that are left; `undefined`: all. */
  abstract queryset(request: HttpRequest, rows: AnyQuerySet): MaybePromise<AnyQuerySet | undefined>;
  /** The names of its parameters in the query. */
  abstract expectedParameters(): readonly string[];
}

/** A filter's class, of either kind. */
export type ListFilterClass = SimpleListFilterClass | FieldListFilterClass;

export type SimpleListFilterClass = new (
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  admin: ModelAdmin<any>,
) => ListFilter;

/** A filter of one field. `path`: the field's, `author.id`. */
export type FieldListFilterClass = new (
  path: string,
  request: HttpRequest,
  parameters: FilterParameters,
  model: ModelInfo,
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  admin: ModelAdmin<any>,
) => ListFilter;

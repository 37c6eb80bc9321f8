/** The list of objects that a query asks for. Source: Django, `contrib/admin/views/main.py`. */
import type { HttpRequest } from "../../http/index.ts";
import { prefetchRelatedObjects, type ModelInfo } from "../../models/index.ts";
import { ValueError } from "../../query/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { InvalidPage, type Paginator } from "../../paginator/index.ts";
import { shownOf, type Shown } from "../shown.ts";
import { relationsToRead, unreadRelations } from "./columns.ts";
import { hierarchyBounds } from "./date-hierarchy-bounds.ts";
import { IncorrectLookupParameters } from "./errors.ts";
import type { FilteredList, ListFilter } from "./list-filter.ts";
import { loadFilters } from "./load-filters.ts";
import { orderedColumns, orderingOf } from "./list-ordering.ts";
import { ListQuery } from "./list-query.ts";
import { conditionsOf } from "./lookups/list-conditions.ts";
import { spawnsDuplicates } from "./lookups/lookup-path.ts";
import type { OrderItem } from "./ordering.ts";
import { ALL_VAR, IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR } from "./parameters.ts";

/** The column of checkboxes for actions. */
export const ACTION_CHECKBOX = "action_checkbox";

/** Settings of an admin class for the list of a request. */
export interface ListSettings {
  readonly listDisplay: readonly string[];
  readonly listDisplayLinks: readonly string[] | null;
  readonly listEditable: readonly string[];
  readonly searchFields: readonly string[];
  readonly sortableBy: readonly string[];
}

/** The list; `load()` reads it. To use your own class, return it from `getChangelist()`. */
export class ChangeList implements FilteredList {
  readonly request: HttpRequest;
  readonly modelAdmin: ModelAdmin;
  readonly opts: ModelInfo;
  readonly listDisplay: readonly string[];
  readonly listDisplayLinks: readonly string[] | null;
  /** Columns with inputs; none in a popup. */
  readonly listEditable: readonly string[];
  readonly searchFields: readonly string[];
  readonly sortableBy: readonly string[];
  readonly searchHelpText: string | undefined;
  readonly dateHierarchy: string | undefined;
  readonly params: ListQuery;
  /** The search terms. */
  readonly query: string;
  readonly pageNum: number;
  readonly showAll: boolean;
  readonly isPopup: boolean;
  readonly toField: string | undefined;
  readonly addFacets: boolean;
  readonly isFacetsOptional: boolean;
  readonly showFullResultCount: boolean;
  rootQueryset!: AdminRows;
  queryset!: AdminRows;
  paginator!: Paginator<object>;
  /** The objects on the page. */
  resultList: readonly object[] = [];
  /** Number of objects on all pages. */
  resultCount = 0;
  /** Number of objects without filters and search; not counted if the class disables it. */
  fullResultCount: number | undefined;
  canShowAll = false;
  multiPage = false;
  filterSpecs: readonly ListFilter[] = [];
  hasActiveFilters = false;
  /** The query without filter parameters. */
  clearAllFiltersQs = "";
  title = "";
  readonly #shown = new Map<string, Shown>();
  #remaining: ReadonlyMap<string, readonly unknown[]> = new Map();
  #mayHaveDuplicates = false;
  /** Whether the query may hide some rows. */
  #isNarrowed = false;

  constructor(request: HttpRequest, modelAdmin: ModelAdmin, settings: ListSettings) {
    this.request = request;
    this.modelAdmin = modelAdmin;
    this.opts = modelAdmin.opts;
    this.params = new ListQuery(request.GET);
    this.isPopup = request.GET.has(IS_POPUP_VAR);
    this.listDisplay = settings.listDisplay;
    this.listDisplayLinks = settings.listDisplayLinks;
    this.listEditable = this.isPopup ? [] : settings.listEditable;
    this.searchFields = settings.searchFields;
    this.sortableBy = settings.sortableBy;
    this.searchHelpText = modelAdmin.searchHelpText;
    this.dateHierarchy = modelAdmin.dateHierarchy;
    this.query = this.params.words;
    this.pageNum = this.params.page;
    this.showAll = request.GET.has(ALL_VAR);
    this.toField = request.GET.get(TO_FIELD_VAR) || undefined;
    const { showFacets } = modelAdmin;
    this.isFacetsOptional = showFacets === "allow";
    this.addFacets =
      showFacets === "always" || (this.isFacetsOptional && request.GET.has(IS_FACETS_VAR));
    this.showFullResultCount = modelAdmin.showFullResultCount;
  }

  get hasFilters(): boolean {
    return this.filterSpecs.length > 0;
  }

  /** Whether to show actions; an empty list has none. */
  get showAdminActions(): boolean {
    return !this.showFullResultCount || Boolean(this.fullResultCount);
  }

  get removeFacetLink(): string {
    return this.getQueryString({}, [IS_FACETS_VAR]);
  }

  get addFacetLink(): string {
    return this.getQueryString({ [IS_FACETS_VAR]: true });
  }

  /** Returns what a column shows. */
  shown(name: string): Shown {
    const known = this.#shown.get(name) ?? shownOf(this.modelAdmin, name);
    this.#shown.set(name, known);
    return known;
  }

  getQueryString(set?: Readonly<Record<string, unknown>>, without?: readonly string[]): string {
    return this.params.with(set, without);
  }

  /**
   * Loads the filters, the counts and the objects of the page.
   *
   * @throws {IncorrectLookupParameters} If the query has invalid parameters. {@link DisallowedModelAdminLookup}
   */
  async load(): Promise<this> {
    const { modelAdmin, request } = this;
    this.rootQueryset = modelAdmin.getQueryset(request);
    await this.#loadFilters();
    this.queryset = (await this.getQueryset(request)).rows;
    try {
      await this.getResults(request);
    } catch (error) {
      const isValue = error instanceof TypeError || error instanceof ValueError;
      const isAsked = isValue && this.#remaining.size > 0;
      if (error instanceof InvalidPage || isAsked) throw new IncorrectLookupParameters(error);
      throw error;
    }
    this.title = await this.#title();
    return this;
  }

  async #title(): Promise<string> {
    const { verboseName } = this.opts;
    if (this.isPopup) return `Select ${verboseName}`;
    const mayChange = await this.modelAdmin.hasChangePermission(this.request);
    return `Select ${verboseName} to ${mayChange ? "change" : "view"}`;
  }

  async #loadFilters(): Promise<void> {
    const loaded = await loadFilters(this);
    this.filterSpecs = loaded.filters;
    this.hasActiveFilters = loaded.areActive;
    const { remaining } = loaded;
    this.clearAllFiltersQs = this.params.cleared(remaining);
    const { dateHierarchy } = this;
    this.#remaining =
      dateHierarchy === undefined
        ? remaining
        : hierarchyBounds(this.opts, dateHierarchy, remaining);
    this.#mayHaveDuplicates =
      loaded.mayHaveDuplicates ||
      [...this.#remaining.keys()].some((lookup) => spawnsDuplicates(this.opts, lookup));
  }

  /**
   * Returns the rows that the query asks for, in order. Wrapped in an object, as a promise would resolve a query set by
   * reading it.
   *
   * @param without A filter to leave out.
   */
  async getQueryset(
    request: HttpRequest,
    without?: ListFilter,
  ): Promise<{ readonly rows: AdminRows }> {
    let rows = this.rootQueryset;
    for (const filter of this.filterSpecs) {
      if (filter !== without) rows = filter.queryset(request, rows as never) ?? rows;
    }
    const conditions = conditionsOf(this, this.#remaining);
    if (conditions.length > 0) rows = rows.filter(...(conditions as never[]));
    if (!without) this.#isNarrowed = rows !== this.rootQueryset || this.query !== "";
    rows = this.applySelectRelated(rows);
    rows = rows.orderBy(...(this.getOrdering(request, rows) as never[]));
    const [found, mayRepeat] = await this.modelAdmin.getSearchResults(request, rows, this.query);
    return { rows: mayRepeat || this.#mayHaveDuplicates ? found.distinct() : found };
  }

  async rowsWithout(filter: ListFilter): Promise<{ readonly rows: AdminRows }> {
    return await this.getQueryset(this.request, filter);
  }

  applySelectRelated(rows: AdminRows): AdminRows {
    const names = relationsToRead(this);
    return names.length > 0 ? rows.selectRelated(...(names as never[])) : rows;
  }

  /** Counts the rows and loads those of the page. */
  async getResults(request: HttpRequest): Promise<void> {
    const { modelAdmin, queryset } = this;
    const { listPerPage, listMaxShowAll } = modelAdmin;
    this.paginator = await modelAdmin.getPaginator(request, queryset, listPerPage);
    this.resultCount = await this.paginator.count();
    if (this.showFullResultCount) {
      this.fullResultCount = this.#isNarrowed ? await this.rootQueryset.count() : this.resultCount;
    }
    this.canShowAll = this.resultCount <= listMaxShowAll;
    this.multiPage = this.resultCount > listPerPage;
    const isWhole = (this.showAll && this.canShowAll) || !this.multiPage;
    this.resultList = isWhole
      ? ((await queryset) as readonly object[])
      : [...(await this.paginator.page(this.pageNum))];
    const unread = unreadRelations(this);
    if (unread.length > 0) await prefetchRelatedObjects(this.resultList, ...unread);
  }

  /** Shows the submitted rows, whichever page they are on now. */
  showForms(forms: readonly { readonly instance: object }[]): void {
    const read = new Map(this.resultList.map((object) => [Reflect.get(object, "pk"), object]));
    this.resultList = forms.map(
      ({ instance }) => read.get(Reflect.get(instance, "pk")) ?? instance,
    );
  }

  /** Returns what a column is ordered by; `undefined` if the database cannot order it. */
  getOrderingField(name: string): string | object | undefined {
    return name === ACTION_CHECKBOX ? undefined : this.shown(name).ordering;
  }

  /** Orders by the query, else by the class or the model; the key breaks ties. */
  getOrdering(request: HttpRequest, rows: AdminRows): readonly OrderItem[] {
    return orderingOf(this, request, rows);
  }

  /** Returns the columns that rows are ordered by, with their directions, most significant first. */
  getOrderingFieldColumns(): ReadonlyMap<number, "asc" | "desc"> {
    return orderedColumns(this);
  }
}

/* oxlint-disable typescript/no-unnecessary-type-assertion */
/** The pages of a model in the admin. Source: Django, `ModelAdmin` in `contrib/admin/options.py`. */
import type {
  AnyModelForm,
  AnyModelFormClass,
  BaseModelFormSet,
  ModelFormSetClass,
} from "../../forms/index.ts";
import type { HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import type { Paginator } from "../../paginator/index.ts";
import type { ChangeList } from "../changelist/change-list.ts";
import type { DeletedObjects } from "../change-form/deleted-objects.ts";
import type { MessageText } from "../../messages/index.ts";
import type { LogEntry } from "../models.ts";
import type { UrlEntry } from "../../urls/index.ts";
import type { ModelPerms } from "../views/app-list.ts";
import { BaseModelAdmin, type AdminRows } from "./base-model-admin.ts";
import type { Action } from "./display.ts";
import type { InlineModelAdmin } from "./inline-model-admin.ts";
import type { AdminOptions, FilterSpec, Fieldset, InlineClass, ShowFacets } from "./types.ts";

type Context = Readonly<Record<string, unknown>>;
type Response = Promise<HttpResponseBase>;

/** The list, forms, history and deletion of a model's objects. Create it with `defineModelAdmin`, or extend it. */
export class ModelAdmin<M extends object = object> extends BaseModelAdmin<M> {
  listDisplay: readonly string[] = ["__str__"];
  listDisplayLinks: readonly string[] | null | undefined = undefined;
  listEditable: readonly string[] = [];
  listFilter: readonly FilterSpec[] = [];
  listPerPage = 100;
  listMaxShowAll = 200;
  listSelectRelated: boolean | readonly string[] = false;
  searchFields: readonly string[] = [];
  searchHelpText: string | undefined = undefined;
  dateHierarchy: string | undefined = undefined;
  sortableBy: readonly string[] | undefined = undefined;
  showFullResultCount = true;
  showFacets: ShowFacets = "allow";
  paginator: AdminOptions["paginator"] = undefined;
  actions: Readonly<Record<string, Action<M>>> | null = {};
  actionsOnTop = true;
  actionsOnBottom = false;
  actionsSelectionCounter = true;
  inlines: readonly InlineClass[] = [];
  saveAs = false;
  saveAsContinue = true;
  saveOnTop = false;
  preserveFilters = true;
  addFormTemplate: string | undefined = undefined;
  changeFormTemplate: string | undefined = undefined;
  changeListTemplate: string | undefined = undefined;
  deleteConfirmationTemplate: string | undefined = undefined;
  deleteSelectedConfirmationTemplate: string | undefined = undefined;
  objectHistoryTemplate: string | undefined = undefined;

  /** Returns the visitor's permissions for the model's objects. */
  async getModelPerms(request: HttpRequest): Promise<ModelPerms> {
    return {
      add: await this.hasAddPermission(request),
      change: await this.hasChangePermission(request),
      delete: await this.hasDeletePermission(request),
      view: await this.hasViewPermission(request),
    };
  }

  // Parts of the list.

  getListDisplay(_request: HttpRequest): readonly string[] {
    return this.listDisplay;
  }

  getListDisplayLinks(
    _request: HttpRequest,
    listDisplay: readonly string[],
  ): readonly string[] | null {
    return this.listDisplayLinks === undefined ? listDisplay.slice(0, 1) : this.listDisplayLinks;
  }

  getListFilter(_request: HttpRequest): readonly FilterSpec[] {
    return this.listFilter;
  }

  getListSelectRelated(_request: HttpRequest): boolean | readonly string[] {
    return this.listSelectRelated;
  }

  getSearchFields(_request: HttpRequest): readonly string[] {
    return this.searchFields;
  }

  getSortableBy(request: HttpRequest): readonly string[] {
    return this.sortableBy ?? this.getListDisplay(request);
  }

  /** Returns the rows that contain the search terms, and whether they may contain duplicates. */
  async getSearchResults(
    request: HttpRequest,
    rows: AdminRows,
    term: string,
  ): Promise<readonly [AdminRows, mayHaveDuplicates: boolean]> {
    const { searchResults } = await import("../changelist/search.ts");
    return searchResults(this as never, request, rows, term);
  }

  /** Returns the class of the list; override it to return your own. */
  async getChangelist(): Promise<typeof ChangeList> {
    return (await import("../changelist/change-list.ts")).ChangeList;
  }

  /**
   * Returns the loaded list for a request.
   *
   * @throws {IncorrectLookupParameters} If the query is invalid.
   */
  async getChangelistInstance(request: HttpRequest): Promise<ChangeList> {
    const List = await this.getChangelist();
    const listDisplay = this.getListDisplay(request);
    const hasActions = (await this.getActions(request)).size > 0;
    const list = new List(request, this as never, {
      listDisplay: hasActions ? ["action_checkbox", ...listDisplay] : listDisplay,
      listDisplayLinks: this.getListDisplayLinks(request, listDisplay),
      listEditable: this.listEditable,
      searchFields: this.getSearchFields(request),
      sortableBy: this.getSortableBy(request),
    });
    return list.load();
  }

  /** Returns the form set class for a list's rows. @param names Columns with inputs. */
  async getChangelistFormset(
    request: HttpRequest,
    names: readonly string[] = this.listEditable,
  ): Promise<ModelFormSetClass<AnyModelForm>> {
    const { listFormSet } = await import("../changelist/list-editing.ts");
    return listFormSet(this as never, request, names);
  }

  /** Splits rows into pages. */
  async getPaginator(
    _request: HttpRequest,
    rows: AdminRows,
    perPage: number,
  ): Promise<Paginator<object>> {
    const Pages = this.paginator ?? (await import("../../paginator/index.ts")).Paginator;
    return new Pages(rows as never, perPage);
  }

  /** Returns the list's query for links to its objects; `""` for none. */
  async getPreservedFilters(request: HttpRequest): Promise<string> {
    if (!this.preserveFilters) return "";
    const { preservedFilters } = await import("../preserved-filters.ts");
    return preservedFilters(this as never, request);
  }

  /** Whether a popup may return this field of an object; the name is as in the query. */
  async toFieldAllowed(_request: HttpRequest, toField: string): Promise<boolean> {
    const { toFieldAllowed } = await import("../changelist/lookups/to-field-allowed.ts");
    return toFieldAllowed(this as never, toField);
  }

  /** Whether the query may use this lookup: one of `listFilter`, of the model itself, or of a relation's limit. */
  async lookupAllowed(lookup: string, value: unknown, request: HttpRequest): Promise<boolean> {
    const { lookupAllowed } = await import("../changelist/lookups/lookup-allowed.ts");
    return lookupAllowed(this as never, lookup, value, request);
  }

  /** Returns the actions that the visitor may use, by name. */
  async getActions(request: HttpRequest): Promise<ReadonlyMap<string, Action>> {
    const { actionsFor } = await import("../changelist/actions.ts");
    return actionsFor(this as never, request);
  }

  /** Returns the actions as choices: submitted names and labels. */
  async getActionChoices(
    request: HttpRequest,
  ): Promise<readonly (readonly [name: string, description: string])[]> {
    const { actionChoices } = await import("../changelist/actions.ts");
    return actionChoices(this as never, request);
  }

  /** Runs the chosen action on the chosen rows; returns `undefined` if there was nothing to do. */
  async responseAction(
    request: HttpRequest,
    rows: AdminRows,
  ): Promise<HttpResponseBase | undefined> {
    const { responseAction } = await import("../changelist/response-action.ts");
    return responseAction(this as never, request, rows);
  }

  // Parts of the form.

  async getFieldsets(request: HttpRequest, object?: M): Promise<readonly Fieldset[]> {
    const { fieldsetsOf } = await import("../change-form/fieldsets.ts");
    return fieldsetsOf(this as never, request, object);
  }

  /** Returns the form class of a page. @param options.form Base class, instead of the class's `form`. */
  async getForm(
    request: HttpRequest,
    object?: M,
    options: { readonly change: boolean; readonly form?: AnyModelFormClass | undefined } = {
      change: object !== undefined,
    },
  ): Promise<AnyModelFormClass> {
    const { formClassFor } = await import("../change-form/changeform-view.ts");
    return formClassFor(this as never, request, object, options);
  }

  getInlines(_request: HttpRequest, _object?: M): readonly InlineClass[] {
    return this.inlines;
  }

  /** Returns the inline forms that the visitor may see. */
  async getInlineInstances(request: HttpRequest, object?: M): Promise<readonly InlineModelAdmin[]> {
    const { inlinesFor } = await import("../change-form/inlines/inlines.ts");
    return inlinesFor(this as never, request, object);
  }

  /** Returns initial values from the query for a new object's form. */
  async getChangeformInitialData(request: HttpRequest): Promise<Record<string, unknown>> {
    const { initialFromQuery } = await import("../change-form/initial.ts");
    return initialFromQuery(this as never, request);
  }

  /** Returns the object with this key, or with this value of `fromField`; `undefined` if there is none. */
  async getObject(
    request: HttpRequest,
    objectId: string,
    fromField?: string,
  ): Promise<M | undefined> {
    const { findObject } = await import("../change-form/find-object.ts");
    return (await findObject(this as never, request, objectId, fromField)) as M | undefined;
  }

  // Processing a submitted form.

  /** Returns the form's object without saving it. */
  saveForm(_request: HttpRequest, form: AnyModelForm, _change: boolean): MaybePromise<M> {
    return form.save({ commit: false }) as Promise<M>;
  }

  saveModel(
    _request: HttpRequest,
    object: M,
    _form: AnyModelForm,
    _change: boolean,
  ): MaybePromise<unknown> {
    return (object as unknown as { save(): Promise<unknown> }).save();
  }

  saveFormset(
    _request: HttpRequest,
    _form: AnyModelForm,
    formset: BaseModelFormSet,
    _change: boolean,
  ): MaybePromise<unknown> {
    return formset.save();
  }

  /** Saves many-to-many relations and inline forms. */
  async saveRelated(
    request: HttpRequest,
    form: AnyModelForm,
    formsets: readonly BaseModelFormSet[],
    change: boolean,
  ): Promise<void> {
    await form.saveM2m();
    for (const formset of formsets) await this.saveFormset(request, form, formset, change);
  }

  deleteModel(_request: HttpRequest, object: M): MaybePromise<unknown> {
    return (object as unknown as { delete(): Promise<unknown> }).delete();
  }

  deleteQueryset(_request: HttpRequest, rows: AdminRows): MaybePromise<unknown> {
    return rows.delete();
  }

  /** Returns what a deletion would delete and what prevents it, for the confirmation page. */
  async getDeletedObjects(
    objects: readonly object[],
    request: HttpRequest,
  ): Promise<DeletedObjects> {
    const { getDeletedObjects } = await import("../change-form/deleted-objects.ts");
    return getDeletedObjects(objects, request, this.adminSite);
  }

  async logAddition(request: HttpRequest, object: M, message: unknown): Promise<LogEntry> {
    const { logChange, ADDITION } = await import("../log.ts");
    return logChange(request, object, ADDITION, message);
  }

  async logChange(request: HttpRequest, object: M, message: unknown): Promise<LogEntry> {
    const { logChange, CHANGE } = await import("../log.ts");
    return logChange(request, object, CHANGE, message);
  }

  async logDeletions(request: HttpRequest, objects: readonly M[]): Promise<void> {
    const { logDeletions } = await import("../log.ts");
    return logDeletions(request, objects);
  }

  /** Shows the visitor a message on the next page. */
  async messageUser(
    request: HttpRequest,
    text: MessageText,
    {
      level = "info",
    }: { readonly level?: "debug" | "error" | "info" | "success" | "warning" } = {},
  ): Promise<void> {
    const messages = await import("../../messages/index.ts");
    messages[level](request, text);
  }

  async responseAdd(request: HttpRequest, object: M, to?: string): Response {
    const { responseAdd } = await import("../change-form/responses.ts");
    return responseAdd(this as never, request, object, to);
  }

  async responseChange(request: HttpRequest, object: M): Response {
    const { responseChange } = await import("../change-form/responses.ts");
    return responseChange(this as never, request, object);
  }

  async responseDelete(request: HttpRequest, display: string, objectId: string): Response {
    const { responseDelete } = await import("../change-form/responses.ts");
    return responseDelete(this as never, request, display, objectId);
  }

  // Pages.

  /** Returns additional URL patterns below the model's URL, tried before those that match any key. */
  getUrls(): readonly UrlEntry[] {
    return [];
  }

  async changelistView(request: HttpRequest, extra: Context = {}): Response {
    const { changelistView } = await import("../changelist/changelist-view.ts");
    return changelistView(this as never, request, extra);
  }

  /** @param objectId The key in the URL; `undefined` for the page that adds an object. */
  async changeformView(request: HttpRequest, objectId?: string, extra: Context = {}): Response {
    const { changeformView } = await import("../change-form/changeform-view.ts");
    return changeformView(this as never, request, objectId, extra);
  }

  addView(request: HttpRequest, extra?: Context): Response {
    return this.changeformView(request, undefined, extra);
  }

  changeView(request: HttpRequest, objectId: string, extra?: Context): Response {
    return this.changeformView(request, objectId, extra);
  }

  async deleteView(request: HttpRequest, objectId: string, extra: Context = {}): Response {
    const { deleteView } = await import("../change-form/delete-view.ts");
    return deleteView(this as never, request, objectId, extra);
  }

  async historyView(request: HttpRequest, objectId: string, extra: Context = {}): Response {
    const { historyView } = await import("../change-form/history-view.ts");
    return historyView(this as never, request, objectId, extra);
  }
}

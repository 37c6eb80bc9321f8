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

/** The list, forms, history and deletion of a model's objects. Made by `defineModelAdmin`, or extended by itself. */
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

  /** What the visitor may do with the model's objects. */
  async getModelPerms(request: HttpRequest): Promise<ModelPerms> {
    return {
      add: await this.hasAddPermission(request),
      change: await this.hasChangePermission(request),
      delete: await this.hasDeletePermission(request),
      view: await this.hasViewPermission(request),
    };
  }

  // What the list is made of.

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

  /** The rows in which the words are found, and whether one may be among them twice. */
  async getSearchResults(
    request: HttpRequest,
    rows: AdminRows,
    term: string,
  ): Promise<readonly [AdminRows, mayHaveDuplicates: boolean]> {
    const { searchResults } = await import("../changelist/search.ts");
    return searchResults(this as never, request, rows, term);
  }

  /** The class of lists; one of one's own extends it. */
  async getChangelist(): Promise<typeof ChangeList> {
    return (await import("../changelist/change-list.ts")).ChangeList;
  }

  /**
   * The list that a request asks for, read.
   *
   * @throws {IncorrectLookupParameters} The query asks for what the list has not.
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

  /** The class of the forms of a list's rows. @param names Of the columns that are inputs. */
  async getChangelistFormset(
    request: HttpRequest,
    names: readonly string[] = this.listEditable,
  ): Promise<ModelFormSetClass<AnyModelForm>> {
    const { listFormSet } = await import("../changelist/list-editing.ts");
    return listFormSet(this as never, request, names);
  }

  /** Rows in pages. */
  async getPaginator(
    _request: HttpRequest,
    rows: AdminRows,
    perPage: number,
  ): Promise<Paginator<object>> {
    const Pages = this.paginator ?? (await import("../../paginator/index.ts")).Paginator;
    return new Pages(rows as never, perPage);
  }

  /** The query of the list, as the links to its objects carry it; `""`: nothing. */
  async getPreservedFilters(request: HttpRequest): Promise<string> {
    if (!this.preserveFilters) return "";
    const { preservedFilters } = await import("../preserved-filters.ts");
    return preservedFilters(this as never, request);
  }

  /** Whether a window to choose an object may answer this field of it; the name is as in the query. */
  async toFieldAllowed(_request: HttpRequest, toField: string): Promise<boolean> {
    const { toFieldAllowed } = await import("../changelist/lookups/to-field-allowed.ts");
    return toFieldAllowed(this as never, toField);
  }

  /** Whether the query may ask by this lookup: one of `listFilter`, of the model itself, or that a relation names. */
  async lookupAllowed(lookup: string, value: unknown, request: HttpRequest): Promise<boolean> {
    const { lookupAllowed } = await import("../changelist/lookups/lookup-allowed.ts");
    return lookupAllowed(this as never, lookup, value, request);
  }

  /** What this visitor can do with chosen objects, by name. */
  async getActions(request: HttpRequest): Promise<ReadonlyMap<string, Action>> {
    const { actionsFor } = await import("../changelist/actions.ts");
    return actionsFor(this as never, request);
  }

  /** The actions as choices: the names that are sent, and what people read. */
  async getActionChoices(
    request: HttpRequest,
  ): Promise<readonly (readonly [name: string, description: string])[]> {
    const { actionChoices } = await import("../changelist/actions.ts");
    return actionChoices(this as never, request);
  }

  /** Does what was chosen with the chosen rows; answers nothing if there was nothing to do. */
  async responseAction(
    request: HttpRequest,
    rows: AdminRows,
  ): Promise<HttpResponseBase | undefined> {
    const { responseAction } = await import("../changelist/response-action.ts");
    return responseAction(this as never, request, rows);
  }

  // What the form is made of.

  async getFieldsets(request: HttpRequest, object?: M): Promise<readonly Fieldset[]> {
    const { fieldsetsOf } = await import("../change-form/fieldsets.ts");
    return fieldsetsOf(this as never, request, object);
  }

  /** The class of the page's form. @param options.form What it starts from, in place of the class's `form`. */
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

  /** The inline forms that this visitor sees. */
  async getInlineInstances(request: HttpRequest, object?: M): Promise<readonly InlineModelAdmin[]> {
    const { inlinesFor } = await import("../change-form/inlines/inlines.ts");
    return inlinesFor(this as never, request, object);
  }

  /** Values of a new object's form that the query gives. */
  async getChangeformInitialData(request: HttpRequest): Promise<Record<string, unknown>> {
    const { initialFromQuery } = await import("../change-form/initial.ts");
    return initialFromQuery(this as never, request);
  }

  /** The object with this key, by `fromField` where that is named; none, if there is no such or the key is none. */
  async getObject(
    request: HttpRequest,
    objectId: string,
    fromField?: string,
  ): Promise<M | undefined> {
    const { findObject } = await import("../change-form/find-object.ts");
    return (await findObject(this as never, request, objectId, fromField)) as M | undefined;
  }

  // What happens when it is sent.

  /** The object that the form makes or changes, not stored. */
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

  /** The many-to-many relations and the inline forms. */
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

  /** What is deleted along with objects, and what forbids it: for the page that asks, of one object and of chosen ones. */
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

  /** Tells the visitor something on the next page. */
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

  // The pages.

  /** Further patterns below the model's address, before those that take anything for a key. */
  getUrls(): readonly UrlEntry[] {
    return [];
  }

  async changelistView(request: HttpRequest, extra: Context = {}): Response {
    const { changelistView } = await import("../changelist/changelist-view.ts");
    return changelistView(this as never, request, extra);
  }

  /** @param objectId The key in the address; `undefined`: the page for a new object. */
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

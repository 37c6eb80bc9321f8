/* oxlint-disable typescript/no-unnecessary-type-assertion */
/** Shared parts of a model's pages and inline forms. Source: Django, `BaseModelAdmin`. */
import type { AnyModelFormClass, Field, FormFieldOptions, ModelField } from "../../forms/index.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import { infoOf, querySetOf, type ModelInfo, type QuerySet } from "../../models/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import type { Display } from "./display.ts";
import type {
  BaseOptions,
  FieldLines,
  Fieldset,
  FormFieldOverrides,
  RadioDirection,
} from "./types.ts";

/** A model class. */
export type AdminModel<M> = (abstract new (...args: never[]) => M) & {
  readonly objects: unknown;
};

/** Rows of the model, with or without annotations. */
// oxlint-disable-next-line typescript/no-explicit-any -- a class may annotate them
export type AdminRows = QuerySet<any, any>;

export type Verb = "add" | "change" | "delete" | "view";

export abstract class BaseModelAdmin<M extends object = object> {
  /** The model class. */
  readonly model: AdminModel<M>;
  readonly adminSite: AdminSite;

  fields: FieldLines | undefined = undefined;
  exclude: readonly string[] | undefined = undefined;
  fieldsets: readonly Fieldset[] | undefined = undefined;
  form: AnyModelFormClass | undefined = undefined;
  readonlyFields: readonly string[] = [];
  ordering: readonly (string | object)[] | undefined = undefined;
  rawIdFields: readonly string[] = [];
  autocompleteFields: readonly string[] = [];
  radioFields: Readonly<Record<string, RadioDirection>> = {};
  filterHorizontal: readonly string[] = [];
  filterVertical: readonly string[] = [];
  prepopulatedFields: Readonly<Record<string, readonly string[]>> = {};
  formfieldOverrides: FormFieldOverrides = {};
  widgets: NonNullable<BaseOptions["widgets"]> = {};
  viewOnSite: boolean | ((object: never) => string) = true;
  emptyValueDisplay: string | undefined = undefined;
  displays: Readonly<Record<string, Display<M>>> = {};

  constructor(model: AdminModel<M>, adminSite: AdminSite) {
    this.model = model;
    this.adminSite = adminSite;
  }

  /** Metadata of the model; Django's `opts`. */
  get opts(): ModelInfo {
    return infoOf(this.model);
  }

  getEmptyValueDisplay(): string {
    return this.emptyValueDisplay ?? this.adminSite.emptyValueDisplay;
  }

  /** Returns the rows that the visitor may access. */
  getQueryset(request: HttpRequest): AdminRows {
    const rows = querySetOf(this.model) as AdminRows;
    const ordering = this.getOrdering(request);
    return ordering.length > 0 ? rows.orderBy(...(ordering as never[])) : rows;
  }

  getOrdering(_request: HttpRequest): readonly (string | object)[] {
    return this.ordering ?? [];
  }

  getReadonlyFields(_request: HttpRequest, _object?: M): readonly string[] {
    return this.readonlyFields;
  }

  getExclude(_request: HttpRequest, _object?: M): readonly string[] | undefined {
    return this.exclude;
  }

  getPrepopulatedFields(
    _request: HttpRequest,
    _object?: M,
  ): Readonly<Record<string, readonly string[]>> {
    return this.prepopulatedFields;
  }

  getAutocompleteFields(_request: HttpRequest): readonly string[] {
    return this.autocompleteFields;
  }

  /** Returns the form field for a model field; `null` leaves it out. */
  async formfieldForDbfield(
    field: ModelField,
    request: HttpRequest,
    options: FormFieldOptions = {},
  ): Promise<Field | null> {
    const { formfieldForDbfield } = await import("../change-form/form-fields.ts");
    return formfieldForDbfield(this as never, field, request, options);
  }

  /** Returns the choices of a relation; `undefined` uses the model's own. */
  getFieldQueryset(_field: ModelField, _request: HttpRequest): AdminRows | undefined {
    return undefined;
  }

  abstract getFieldsets(request: HttpRequest, object?: M): MaybePromise<readonly Fieldset[]>;

  hasAddPermission(request: HttpRequest, _object?: object): MaybePromise<boolean> {
    return this.#may(request, "add");
  }

  hasChangePermission(request: HttpRequest, _object?: M): MaybePromise<boolean> {
    return this.#may(request, "change");
  }

  hasDeletePermission(request: HttpRequest, _object?: M): MaybePromise<boolean> {
    return this.#may(request, "delete");
  }

  /** Permission to change includes permission to view. */
  async hasViewPermission(request: HttpRequest, _object?: M): Promise<boolean> {
    return (await this.#may(request, "view")) || this.#may(request, "change");
  }

  async hasViewOrChangePermission(request: HttpRequest, object?: M): Promise<boolean> {
    return (
      (await this.hasViewPermission(request, object)) ||
      (await this.hasChangePermission(request, object))
    );
  }

  /** Whether the visitor has any permission in the app. */
  hasModulePermission(request: HttpRequest): MaybePromise<boolean> {
    return request.user.hasModulePerms(this.opts.appLabel);
  }

  #may(request: HttpRequest, verb: Verb): MaybePromise<boolean> {
    const { appLabel, modelName } = this.opts;
    return request.user.hasPerm(`${appLabel}.${verb}_${modelName}`);
  }
}

import type { HttpRequest } from "../../http/index.ts";
import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { MaybePromise } from "../../values/index.ts";
import { ErrorDict } from "../errors/error-dict.ts";
import { ErrorList, type ErrorListOptions } from "../errors/error-list.ts";
import type { Field, SharedRows } from "../fields/field.ts";
import { formDataOf, noData, type FormData } from "../form-data.ts";
import { parseForm, type ParseOptions } from "../json/parse-form.ts";
import { Media, mediaOf, type MediaDefinition } from "../rendering/media.ts";
import { RenderableForm } from "../rendering/renderable-form.ts";
import {
  getDefaultRenderer,
  type BaseRenderer,
  type BoundFieldClass,
  type Rendered,
} from "../rendering/renderers.ts";
import type { Widget } from "../widgets/widget.ts";
import { addError, type ErrorInput } from "./add-error.ts";
import { BoundField } from "./bound-field.ts";
import { cleanField, cleanWhole } from "./clean.ts";
import type { AnyFormClass } from "./define-form.ts";
import { copiesOf, inOrder, withDeclared, type FormFields } from "./form-fields.ts";
import type { FormOptions } from "./form-options.ts";
import { formInTemplates } from "./in-templates.ts";
import { wholeSeconds } from "./initial.ts";
import { runSteps } from "./run-steps.ts";
import { htmlNameOf } from "./names.ts";
import { own } from "./own.ts";

/** The clean values by field name. */
export type Cleaned<F> = {
  -readonly [Name in keyof F]: F[Name] extends { readonly "~value": infer Value } ? Value : unknown;
};

/** A form: its fields, submitted data and errors. Create its class with `defineForm`. */
export class BaseForm<F extends FormFields = FormFields> extends RenderableForm {
  static baseFields: FormFields = {};

  /** @internal Adds fields to a subclass; null removes one. */
  static declareFields(
    kind: { baseFields: FormFields },
    added: Readonly<Record<string, Field | null>>,
  ): void {
    kind.baseFields = withDeclared(this.baseFields, added);
  }

  static media?: MediaDefinition;
  static fieldOrder: readonly string[] | undefined = undefined;
  static prefix: string | undefined = undefined;
  static useRequiredAttribute = true;
  /** CSS class for rows of fields with errors. */
  static errorCssClass: string | undefined = undefined;
  /** CSS class for rows and labels of required fields. */
  static requiredCssClass: string | undefined = undefined;
  static defaultRenderer: BaseRenderer | (new () => BaseRenderer) | undefined = undefined;
  static boundFieldClass: BoundFieldClass | undefined = undefined;
  /** Template of `{{ form }}`. Default: the renderer's. */
  static templateName: string | undefined = undefined;
  static templateNameDiv = "django/forms/div.html";
  static templateNameP = "django/forms/p.html";
  static templateNameTable = "django/forms/table.html";
  static templateNameUl = "django/forms/ul.html";
  static templateNameLabel = "django/forms/label.html";

  /**
   * Creates a form from a request and validates it: from a submitted form, from a JSON object whose keys are the fields'
   * names in the class or in pages, or for GET from the query.
   *
   * @param options Options of the form, except `data` and `files`.
   * @returns The valid form.
   * @throws {InvalidForm} If the form is invalid or the body unreadable. Unless a view catches it, the answer is 400 (or
   *   415) with the errors as JSON.
   *
   * @example
   * const { cleanedData } = await ContactForm.parse(request);
   */
  static parse<C extends AnyFormClass>(
    this: C,
    request: HttpRequest,
    options?: ParseOptions<C>,
  ): Promise<InstanceType<C>> {
    return parseForm(this, request, options ?? {});
  }

  readonly isBound: boolean;
  readonly data: FormData;
  readonly files: FormData;
  readonly autoId: string | boolean;
  readonly prefix: string | undefined;
  initial: Readonly<Record<string, unknown>>;
  readonly labelSuffix: string;
  emptyPermitted: boolean;
  useRequiredAttribute: boolean;
  readonly renderer: BaseRenderer;
  /** This form's own copies of its fields, which you may change. */
  fields: Record<string, Field> & { [Name in keyof F]: F[Name] };
  /** The valid values, after validation. */
  declare cleanedData: Cleaned<F>;
  readonly #errorClass: typeof ErrorList;
  readonly #boundFieldClass: BoundFieldClass;
  readonly #bound = new Map<string, BoundField>();
  #errors: ErrorDict<keyof F & string> | undefined;
  #cleaning: Promise<void> | undefined;
  #changed: readonly (keyof F & string)[] | undefined;

  /** @throws {TypeError} If both `emptyPermitted` and `useRequiredAttribute` are true. */
  constructor(options: FormOptions<F> = {}) {
    super();
    const kind = this.constructor as typeof BaseForm;
    const { data, files } = options;
    this.isBound = (data ?? files ?? undefined) !== undefined;
    this.data = data ? formDataOf(data) : noData;
    this.files = files ? formDataOf(files) : noData;
    this.autoId = options.autoId ?? "id_%s";
    this.prefix = options.prefix ?? kind.prefix;
    this.initial = options.initial ?? {};
    this.#errorClass = options.errorClass ?? ErrorList;
    this.labelSuffix = options.labelSuffix ?? ":";
    this.emptyPermitted = options.emptyPermitted ?? false;
    this.useRequiredAttribute = options.useRequiredAttribute ?? kind.useRequiredAttribute;
    if (this.emptyPermitted && this.useRequiredAttribute) {
      throw new TypeError(
        "The emptyPermitted and useRequiredAttribute options may not both be true.",
      );
    }
    this.renderer = options.renderer ?? rendererOf(kind.defaultRenderer);
    this.#boundFieldClass =
      options.boundFieldClass ??
      kind.boundFieldClass ??
      this.renderer.boundFieldClass ??
      BoundField;
    this.fields = copiesOf(kind.baseFields) as typeof this.fields;
    this.orderFields(options.fieldOrder ?? kind.fieldOrder);
  }

  /** Moves fields with these names to the front. */
  orderFields(order: readonly string[] | undefined): void {
    if (order === undefined) return;
    this.fields = inOrder(this.fields, order) as typeof this.fields;
  }

  /**
   * Returns a field for display.
   *
   * @throws {RangeError} If the field does not exist.
   */
  get(name: keyof F & string): BoundField {
    const field = own(this.fields, name) as Field | undefined;
    if (!field) {
      const names = Object.keys(this.fields).sort().join(", ");
      throw new RangeError(`'${name}' not found in '${this.constructor.name}': it has ${names}.`);
    }
    let bound = this.#bound.get(name);
    if (!bound) {
      bound = new (field.boundFieldClass ?? this.#boundFieldClass)(this, field, name);
      this.#bound.set(name, bound);
    }
    return bound;
  }

  *[Symbol.iterator](): Iterator<BoundField> {
    for (const name of Object.keys(this.fields)) yield this.get(name);
  }

  /**
   * Whether the form is bound and valid. Validates it on first use.
   *
   * @throws Errors of clean methods, except ValidationErrors.
   */
  async isValid(): Promise<boolean> {
    if (!this.isBound) return false;
    await this.validated();
    return this.errors.size === 0;
  }

  /** @internal Validates the form if needed; returns undefined if that needs no waiting. */
  validated(): Promise<void> | undefined {
    return this.#errors ? this.#cleaning : this.fullClean();
  }

  /**
   * The errors by field. Validates the form on first use.
   *
   * @throws {Error} If validation takes time: `await form.isValid()` first.
   */
  get errors(): ErrorDict<keyof F & string> {
    if (this.#errors) return this.#errors;
    const pending = this.fullClean();
    if (pending && this.#errors) {
      pending.catch(() => {});
      throw new Error(
        `Validating ${this.constructor.name} takes time: write \`await form.isValid()\` before you look at its errors.`,
      );
    }
    return this.#errors ?? new ErrorDict();
  }

  /** Validates the form, even if it was validated before. */
  fullClean(): Promise<void> | undefined {
    const htmlName = (name: string): string => this.htmlName(name);
    this.#errors = new ErrorDict({ renderer: this.renderer, htmlName });
    if (!this.isBound) return undefined;
    this.cleanedData = {} as Cleaned<F>;
    const pending = runSteps(this.#clean());
    if (!(pending instanceof Promise)) return (this.#cleaning = undefined);
    // After success nobody has to wait; after a failure, later callers get the error again.
    const cleaning = pending.then(() => {
      if (this.#cleaning === cleaning) this.#cleaning = undefined;
    });
    this.#cleaning = cleaning;
    return cleaning;
  }

  /** @internal Loads what is needed to compare and show values. */
  protected prepare(): MaybePromise<void> {}

  *#clean(): Generator<unknown, void, unknown> {
    yield this.prepare();
    if (this.emptyPermitted && !this.hasChanged()) return;
    for (const bound of this) yield* cleanField(this, bound);
    yield* cleanWhole(this);
    yield* this.postClean();
  }

  /**
   * Validates the form as a whole, after all fields. Errors thrown here belong to no single field.
   *
   * @param _cleaned The valid values so far.
   * @returns Values to use instead, or nothing.
   */
  clean(_cleaned: Partial<Cleaned<F>>): MaybePromise<object | null | undefined | void> {
    return undefined;
  }

  /** @internal Runs after cleaning: models are validated here. */
  protected *postClean(): Generator<unknown, void, unknown> {}

  /**
   * Adds an error. The field's value no longer counts as clean.
   *
   * @param name The field; null for the form as a whole, or for errors by field.
   * @throws {RangeError} If the field does not exist.
   */
  addError(name: (keyof F & string) | null, error: ErrorInput): void {
    addError(this, name, error);
  }

  /** @internal */
  newErrorList(options: Omit<ErrorListOptions, "renderer"> = {}): ErrorList {
    return new this.#errorClass([], { ...options, renderer: this.renderer });
  }

  /** @internal Returns the result of `work`; undefined if it throws a ValidationError, which is recorded. */
  tryClean<T>(work: () => T): { readonly value: T } | undefined {
    try {
      return { value: work() };
    } catch (error) {
      if (error instanceof ValidationError) return undefined;
      throw error;
    }
  }

  hasError(name: (keyof F & string) | "__all__", code?: string): boolean {
    const list = this.errors.get(name);
    if (!list) return false;
    return code === undefined || list.asData().some((error) => error.code === code);
  }

  /** Returns the errors of the form as a whole. */
  nonFieldErrors(): ErrorList {
    return this.errors.get(NON_FIELD_ERRORS) ?? this.newErrorList({ errorClass: "nonfield" });
  }

  /** Names of the fields whose values differ from the initial ones. */
  get changedData(): readonly (keyof F & string)[] {
    this.#changed ??= Array.from(this)
      .filter((bound) => bound.hasChanged())
      .map(({ name }) => name);
    return this.#changed;
  }

  hasChanged(): boolean {
    return this.changedData.length > 0;
  }

  /** Returns a field's name in pages, without prefix: in snake case, as in Django. */
  htmlName(name: string): string {
    return htmlNameOf(name);
  }

  addPrefix(name: string): string {
    return this.prefix ? `${this.prefix}-${name}` : name;
  }

  addInitialPrefix(name: string): string {
    return `initial-${this.addPrefix(name)}`;
  }

  /** @internal */
  widgetDataValue(widget: Widget, htmlName: string): unknown {
    return widget.valueFromDatadict(this.data, this.files, htmlName) ?? null;
  }

  /** Returns the initial value of a field. */
  getInitialForField(field: Field, name: string): unknown {
    const given = Object.hasOwn(this.initial, name) ? this.initial[name] : field.initial;
    const value: unknown = typeof given === "function" ? (given as () => unknown)() : given;
    return (field.widget.supportsMicroseconds ? value : wholeSeconds(value)) ?? null;
  }

  /** Style sheets and scripts of the form and its widgets. */
  get media(): Media {
    const ofWidgets = Object.values(this.fields).reduce(
      (all, field) => all.add(field.widget.media),
      new Media(),
    );
    return mediaOf(this.constructor, ofWidgets);
  }

  /** Whether its `<form>` needs `enctype="multipart/form-data"`. */
  isMultipart(): boolean {
    return Object.values(this.fields).some((field) => field.widget.needsMultipartForm);
  }

  hiddenFields(): readonly BoundField[] {
    return [...this].filter((bound) => bound.isHidden);
  }

  visibleFields(): readonly BoundField[] {
    return [...this].filter((bound) => !bound.isHidden);
  }

  get errorCssClass(): string | undefined {
    return (this.constructor as typeof BaseForm).errorCssClass;
  }

  get requiredCssClass(): string | undefined {
    return (this.constructor as typeof BaseForm).requiredCssClass;
  }

  get templateName(): string {
    return (this.constructor as typeof BaseForm).templateName ?? this.renderer.formTemplateName;
  }

  get templateNameLabel(): string {
    return (this.constructor as typeof BaseForm).templateNameLabel;
  }

  get templateNames(): RenderableForm["templateNames"] {
    const kind = this.constructor as typeof BaseForm;
    const { templateNameDiv: div, templateNameP: p } = kind;
    return { div, p, table: kind.templateNameTable, ul: kind.templateNameUl };
  }

  getContext(): Readonly<Record<string, unknown>> {
    const hidden = this.hiddenFields();
    const said = hidden.flatMap(({ name, errors }) =>
      errors.messages.map((message) => `(Hidden field ${this.htmlName(name)}) ${message}`),
    );
    return {
      form: this,
      fields: this.visibleFields().map((bound) => [bound, bound.errors]),
      hidden_fields: hidden,
      errors: this.nonFieldErrors().with(said),
    };
  }

  /** @internal */
  renderTemplate(name: string, context: Readonly<Record<string, unknown>>): Rendered {
    return this.renderer.render(name, context);
  }

  /** Waits for what the form, or one field, needs to be shown: clean values and choices. */
  override whenReady(only?: Field, shared?: SharedRows): Promise<void> | undefined {
    const own = this.isBound ? this.validated() : this.prepare();
    // Called for each field in a template, so nothing is allocated unless there is something to wait for.
    let pending: Promise<unknown>[] | undefined;
    for (const field of only ? [only] : Object.values(this.fields)) {
      const loading = field.load(shared);
      if (loading) (pending ??= []).push(loading);
    }
    if (own) return Promise.all([own, ...(pending ?? [])]).then(() => {});
    return pending && Promise.all(pending).then(() => {});
  }

  /** In templates fields take precedence over other properties. */
  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    return formInTemplates(this, key);
  }
}

function rendererOf(given: typeof BaseForm.defaultRenderer): BaseRenderer {
  if (given === undefined) return getDefaultRenderer();
  return typeof given === "function" ? new given() : given;
}

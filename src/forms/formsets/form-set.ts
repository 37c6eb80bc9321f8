import { ValidationError } from "../../validators/index.ts";
import type { MaybePromise } from "../../values/index.ts";
import { ErrorList } from "../errors/error-list.ts";
import type { ErrorDict } from "../errors/error-dict.ts";
import type { SharedRows, WidgetClass } from "../fields/field.ts";
import type { FormOptions } from "../forms/form-options.ts";
import { BaseForm } from "../forms/form.ts";
import { runSteps } from "../forms/run-steps.ts";
import type { Media } from "../rendering/media.ts";
import { RenderableForm } from "../rendering/renderable-form.ts";
import { getDefaultRenderer, type BaseRenderer } from "../rendering/renderers.ts";
import { CheckboxInput } from "../widgets/checkbox-input.ts";
import { NumberInput } from "../widgets/input.ts";
import { countToShow, wrongCount } from "./form-count.ts";
import type { FormSetOptions } from "./form-set-options.ts";
import { formSetInTemplates } from "./in-templates.ts";
import { ManagementForm } from "./management-form.ts";
import {
  byOrder,
  deleteField,
  DELETION_FIELD_NAME,
  isMarked,
  orderField,
  ORDERING_FIELD_NAME,
} from "./order-and-delete.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- a class of forms with whatever options
type AnyForm = new (options?: any) => BaseForm;

/** Several forms of one class in one page. Create its class with `defineFormSet`. */
export class BaseFormSet<Form extends BaseForm = BaseForm> extends RenderableForm {
  static form: AnyForm = BaseForm;
  static extra = 1;
  static canOrder = false;
  static canDelete = false;
  static canDeleteExtra = true;
  static minNum = 0;
  static maxNum = 1000;
  static absoluteMax = 2000;
  static validateMin = false;
  static validateMax = false;
  static renderer: BaseRenderer | undefined = undefined;
  static deletionWidget: WidgetClass = CheckboxInput;
  static orderingWidget: WidgetClass = NumberInput;
  static templateName: string | undefined = undefined;
  static templateNameDiv = "django/forms/formsets/div.html";
  static templateNameP = "django/forms/formsets/p.html";
  static templateNameTable = "django/forms/formsets/table.html";
  static templateNameUl = "django/forms/formsets/ul.html";
  static defaultErrorMessages: Readonly<Record<string, string>> = {
    missing_management_form:
      "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the issue persists.",
  };

  readonly isBound: boolean;
  readonly prefix: string;
  readonly autoId: string | boolean;
  readonly renderer: BaseRenderer;
  readonly initial: readonly Readonly<Record<string, unknown>>[];
  readonly errorMessages: Readonly<Record<string, string>>;
  protected readonly options: FormSetOptions;
  #management: ManagementForm | undefined;
  #forms: readonly Form[] | undefined;
  #errors: ErrorDict[] | undefined;
  #nonFormErrors: ErrorList;
  #cleaning: Promise<void> | undefined;
  #isValid = false;

  constructor(options: FormSetOptions = {}) {
    super();
    const { data, files } = options;
    this.options = options;
    this.isBound = (data ?? files ?? undefined) !== undefined;
    this.prefix = options.prefix || this.kind.getDefaultPrefix();
    this.autoId = options.autoId ?? "id_%s";
    this.initial = options.initial ?? [];
    this.renderer = this.kind.renderer ?? getDefaultRenderer();
    this.errorMessages = { ...this.kind.defaultErrorMessages, ...options.errorMessages };
    this.#nonFormErrors = this.#newErrorList();
  }

  static getDefaultPrefix(): string {
    return "form";
  }

  protected get kind(): typeof BaseFormSet {
    return this.constructor as typeof BaseFormSet;
  }

  #newErrorList(errors: readonly ValidationError[] = []): ErrorList {
    const { errorClass = ErrorList } = this.options;
    return new errorClass(errors, { errorClass: "nonform", renderer: this.renderer });
  }

  /** The hidden form that contains the number of forms. */
  get managementForm(): ManagementForm {
    if (this.#management) return this.#management;
    const { prefix, autoId, renderer } = this;
    const common = { prefix, autoId, renderer };
    const { data } = this.options;
    const { minNum, maxNum } = this.kind;
    this.#management = this.isBound
      ? new ManagementForm({ ...common, data: data ?? {} })
      : new ManagementForm({
          ...common,
          initial: {
            TOTAL_FORMS: this.totalFormCount(),
            INITIAL_FORMS: this.initialFormCount(),
            MIN_NUM_FORMS: minNum,
            MAX_NUM_FORMS: maxNum,
          },
        });
    void this.#management.fullClean();
    return this.#management;
  }

  #counts(): { readonly total: number; readonly initial: number } {
    const { TOTAL_FORMS, INITIAL_FORMS } = this.managementForm.cleanedData;
    return { total: TOTAL_FORMS, initial: INITIAL_FORMS };
  }

  /** Number of forms; never above `absoluteMax`, whatever is submitted. */
  totalFormCount(): number {
    if (this.isBound) return Math.max(0, Math.min(this.#counts().total, this.kind.absoluteMax));
    return countToShow(this.initialFormCount(), this.kind);
  }

  /** Number of forms for existing data. */
  initialFormCount(): number {
    return this.isBound ? this.#counts().initial : this.initial.length;
  }

  get forms(): readonly Form[] {
    this.#forms ??= Array.from({ length: this.totalFormCount() }, (_, index) =>
      this.constructForm(index),
    );
    return this.#forms;
  }

  [Symbol.iterator](): Iterator<Form> {
    return this.forms[Symbol.iterator]();
  }

  /** Number of forms. */
  get length(): number {
    return this.forms.length;
  }

  at(index: number): Form | undefined {
    return this.forms.at(index);
  }

  /** Returns options for the form at an index; null stands for the empty form. */
  getFormOptions(_index: number | null): Readonly<Record<string, unknown>> {
    return { ...this.options.formOptions };
  }

  /** @internal */
  protected constructForm(index: number, more: Readonly<Record<string, unknown>> = {}): Form {
    const { data, files, errorClass } = this.options;
    const initial = this.initial[index];
    const isExtra = index >= this.initialFormCount() && index >= this.kind.minNum;
    return this.makeForm(index, {
      errorClass,
      ...(this.isBound && { data: data ?? {}, files: files ?? {} }),
      ...(initial !== undefined && { initial }),
      ...(isExtra && { emptyPermitted: true }),
      ...more,
    });
  }

  /** @internal */
  protected makeForm(index: number | null, options: FormOptions): Form {
    const made = new this.kind.form({
      autoId: this.autoId,
      prefix: this.addPrefix(index ?? "__prefix__"),
      // Browsers must not require fields of forms that may stay empty or are to be deleted.
      useRequiredAttribute: false,
      renderer: this.kind.renderer,
      ...options,
      ...this.getFormOptions(index),
    }) as Form;
    this.addFields(made, index);
    return made;
  }

  get initialForms(): readonly Form[] {
    return this.forms.slice(0, this.initialFormCount());
  }

  get extraForms(): readonly Form[] {
    return this.forms.slice(this.initialFormCount());
  }

  /** A form for scripts to copy; `__prefix__` in its names stands for the number. */
  get emptyForm(): Form {
    return this.makeForm(null, { emptyPermitted: true });
  }

  /** Adds the fields for order and deletion to a form. */
  addFields(form: Form, index: number | null): void {
    const { canOrder, canDelete, canDeleteExtra } = this.kind;
    const isInitial = index !== null && index < this.initialFormCount();
    const fields: Record<string, unknown> = form.fields;
    if (canOrder) {
      const place = isInitial ? index + 1 : undefined;
      fields[ORDERING_FIELD_NAME] = orderField(place, this.getOrderingWidget());
    }
    if (canDelete && (canDeleteExtra || isInitial)) {
      fields[DELETION_FIELD_NAME] = deleteField(this.getDeletionWidget());
    }
  }

  getOrderingWidget(): WidgetClass {
    return this.kind.orderingWidget;
  }

  getDeletionWidget(): WidgetClass {
    return this.kind.deletionWidget;
  }

  addPrefix(index: number | string): string {
    return `${this.prefix}-${index}`;
  }

  /** Whether the set is bound and valid. Validates the forms on first use. */
  async isValid(): Promise<boolean> {
    if (!this.isBound) return false;
    await (this.#errors ? this.#cleaning : this.fullClean());
    return this.#isValid;
  }

  /** Validates the forms, even if they were validated before. */
  fullClean(): Promise<void> | undefined {
    this.#errors = [];
    this.#nonFormErrors = this.#newErrorList();
    this.#isValid = false;
    if (!this.isBound) return undefined;
    const pending = runSteps(this.#clean(this.#errors));
    this.#cleaning = pending instanceof Promise ? pending : undefined;
    return this.#cleaning;
  }

  *#clean(errors: ErrorDict[]): Generator<unknown, void, unknown> {
    yield this.prepare();
    this.#checkManagementForm();
    let empty = 0;
    for (const [index, form] of this.forms.entries()) {
      yield form.validated();
      if (index >= this.initialFormCount() && !form.hasChanged()) empty++;
      if (!this.isMarkedForDeletion(form)) errors.push(form.errors);
    }
    this.#isValid = errors.every((each) => each.size === 0);
    try {
      this.#checkCounts(empty);
      yield this.clean();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      this.#nonFormErrors = this.#newErrorList(error.errorList);
    }
    this.#isValid = errors.every((each) => each.size === 0) && this.#nonFormErrors.length === 0;
  }

  /** @internal Loads what is needed to create the forms. */
  protected prepare(): MaybePromise<void> {
    return undefined;
  }

  #checkManagementForm(): void {
    const { errors } = this.managementForm;
    if (errors.size === 0) return;
    const names = Array.from(errors.keys(), (name) => this.managementForm.addPrefix(name));
    this.#nonFormErrors.push(
      this.errorOf("missing_management_form", "", { field_names: names.join(", ") }),
    );
  }

  #checkCounts(empty: number): void {
    const kept = this.totalFormCount() - this.formsToDelete().length;
    const wrong = wrongCount({ sent: this.#counts().total, kept, filled: kept - empty }, this.kind);
    if (wrong) throw this.errorOf(wrong.code, wrong.words, { num: wrong.num });
  }

  /** @internal Returns an error with the form set's message or the given one. */
  protected errorOf(
    code: string,
    words: string,
    params: Readonly<Record<string, unknown>>,
  ): ValidationError {
    const own = Object.hasOwn(this.errorMessages, code) ? this.errorMessages[code] : undefined;
    return new ValidationError(own ?? words, { code, params });
  }

  /** Validates the forms as a whole, after each of them. Errors thrown here belong to no single form. */
  clean(): MaybePromise<void> {}

  /** The errors by form, without forms to be deleted. */
  get errors(): readonly ErrorDict[] {
    this.#cleaned();
    return this.#errors ?? [];
  }

  /** Returns the errors of the forms as a whole. */
  nonFormErrors(): ErrorList {
    this.#cleaned();
    return this.#nonFormErrors;
  }

  #cleaned(): void {
    if (this.#errors) return;
    const pending = this.fullClean();
    if (pending === undefined) return;
    pending.catch(() => {});
    throw new Error(
      `${this.constructor.name} takes time to validate: write \`await formset.isValid()\` before you look at its errors.`,
    );
  }

  /** Returns the number of errors. */
  totalErrorCount(): number {
    return this.errors.reduce((sum, each) => sum + each.size, this.nonFormErrors().length);
  }

  /**
   * The values of every form.
   *
   * @throws {TypeError} If the set is invalid or unbound.
   */
  get cleanedData(): readonly Form["cleanedData"][] {
    this.#needValid("cleanedData");
    return this.forms.map((form) => form.cleanedData);
  }

  /** The forms to be deleted; empty unless the set is valid. */
  get deletedForms(): readonly Form[] {
    this.#cleaned();
    return this.#isValid ? this.formsToDelete() : [];
  }

  /** @internal The forms marked for deletion, also during validation. */
  protected formsToDelete(): readonly Form[] {
    if (!this.kind.canDelete || this.#errors?.some((each) => each.size > 0)) return [];
    return this.forms.filter(
      (form, index) =>
        (index < this.initialFormCount() || form.hasChanged()) && this.isMarkedForDeletion(form),
    );
  }

  /**
   * The forms in the requested order, without those to be deleted; forms without a number come last.
   *
   * @throws {TypeError} If the set is invalid or unbound, or its forms have no order.
   */
  get orderedForms(): readonly Form[] {
    this.#needValid("orderedForms");
    if (!this.kind.canOrder) throw new TypeError(`The forms of ${this.kind.name} have no order.`);
    return this.forms
      .filter((form, index) => index < this.initialFormCount() || form.hasChanged())
      .filter((form) => !this.isMarkedForDeletion(form))
      .sort(byOrder);
  }

  /** @internal Whether a form is marked for deletion. */
  protected isMarkedForDeletion(form: Form): boolean {
    return this.kind.canDelete && isMarked(form);
  }

  #needValid(what: string): void {
    this.#cleaned();
    if (!this.#isValid) throw new TypeError(`An invalid form set has no ${what}.`);
  }

  hasChanged(): boolean {
    return this.forms.some((form) => form.hasChanged());
  }

  isMultipart(): boolean {
    return (this.forms[0] ?? this.emptyForm).isMultipart();
  }

  get media(): Media {
    return (this.forms[0] ?? this.emptyForm).media;
  }

  get templateName(): string {
    return this.kind.templateName ?? this.renderer.formsetTemplateName;
  }

  get templateNames(): RenderableForm["templateNames"] {
    const { templateNameDiv: div, templateNameP: p, templateNameTable: table } = this.kind;
    return { div, p, table, ul: this.kind.templateNameUl };
  }

  getContext(): Readonly<Record<string, unknown>> {
    return { formset: this };
  }

  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    return formSetInTemplates(this, key);
  }

  /** @param shared Rows that other forms of the page have already loaded. */
  override whenReady(shared: SharedRows = new Map()): Promise<void> | undefined {
    const pending = this.#errors ? this.#cleaning : this.fullClean();
    const prepared = pending ?? this.prepare();
    if (!(prepared instanceof Promise)) return this.#formsReady(shared);
    return prepared.then(() => this.#formsReady(shared));
  }

  #formsReady(shared: SharedRows): Promise<void> | undefined {
    const pending = this.forms
      .map((form) => form.whenReady(undefined, shared))
      .filter((each) => each !== undefined);
    return pending.length === 0 ? undefined : Promise.all(pending).then(() => {});
  }
}

import { textOf } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { BoundField } from "../forms/bound-field.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import type { BoundFieldClass } from "../rendering/renderers.ts";
import { HiddenInput, TextInput } from "../widgets/input.ts";
import { Widget } from "../widgets/widget.ts";

export type WidgetClass = new () => Widget;

/** Says whether a value is allowed by throwing a ValidationError if it is not. */
export type FieldValidator = (value: never) => void;

/** Rows that several forms of a page offer, by their query. */
export type SharedRows = Map<object, Promise<readonly object[]>>;

/** What every field can be told. */
export interface FieldOptions {
  /** Whether a value must be given. Default true. */
  readonly required?: boolean | undefined;
  readonly widget?: Widget | WidgetClass | undefined;
  /** Default: the field's name in words. */
  readonly label?: unknown;
  /** What an empty form shows; a function is called each time. */
  readonly initial?: unknown;
  /** Shown beside the field, as HTML. */
  readonly helpText?: unknown;
  /** Messages by their codes. */
  readonly errorMessages?: Readonly<Record<string, unknown>> | undefined;
  /** Send the initial value along, hidden, and compare with that. */
  readonly showHiddenInitial?: boolean | undefined;
  readonly validators?: readonly FieldValidator[] | undefined;
  /** Show and read values as the language writes them. Default false. */
  readonly localize?: boolean | undefined;
  /** Show it and take nothing for it. Default false. */
  readonly disabled?: boolean | undefined;
  /** What stands behind the label. Default: the form's. */
  readonly labelSuffix?: string | undefined;
  /** The template of `as_field_group`. */
  readonly templateName?: string | undefined;
  readonly boundFieldClass?: BoundFieldClass | undefined;
}

/**
 * One value of a form: how it is asked for and what may be given. {@link clean} makes the value of what was sent.
 * A class of your own overrides `toPython`, `validate` or `clean`.
 */
export class Field<out Value = unknown> {
  /** The type of its value, for the compiler alone. */
  declare readonly "~value": Value;

  static widget: WidgetClass = TextInput;
  static hiddenWidget: WidgetClass = HiddenInput;
  static defaultErrorMessages: Readonly<Record<string, unknown>> = {
    required: "This field is required.",
  };
  static defaultValidators: readonly FieldValidator[] = [];

  required: boolean;
  label: unknown;
  initial: unknown;
  helpText: unknown;
  showHiddenInitial: boolean;
  localize: boolean;
  disabled: boolean;
  labelSuffix: string | undefined;
  templateName: string | undefined;
  boundFieldClass: BoundFieldClass | undefined;
  validators: FieldValidator[];
  errorMessages: Record<string, unknown>;
  /** The widget, or what it is made of at its first use. */
  protected widgetSource: Widget | WidgetClass;
  protected ownsWidget = false;
  /** Whether the widget knows already what the field has to tell it. */
  protected hasTold = false;

  constructor(options: FieldOptions = {}) {
    const kind = this.constructor as typeof Field;
    this.required = options.required ?? true;
    this.label = options.label;
    this.initial = options.initial;
    this.helpText = options.helpText ?? "";
    this.showHiddenInitial = options.showHiddenInitial ?? false;
    this.localize = options.localize ?? false;
    this.disabled = options.disabled ?? false;
    this.labelSuffix = options.labelSuffix;
    this.templateName = options.templateName;
    this.boundFieldClass = options.boundFieldClass;
    this.validators = [...kind.defaultValidators, ...(options.validators ?? [])];
    this.errorMessages = { ...messagesOf(kind), ...options.errorMessages };
    this.widgetSource = options.widget ?? this.defaultWidget();
  }

  /** The class of widget it has when none is asked for. */
  protected defaultWidget(): WidgetClass {
    return (this.constructor as typeof Field).widget;
  }

  get widget(): Widget {
    if (!this.ownsWidget) {
      this.widgetSource = this.makeWidget(this.widgetSource);
      this.ownsWidget = true;
    }
    return this.widgetSource as Widget;
  }

  set widget(widget: Widget | WidgetClass) {
    this.widgetSource = widget instanceof Widget ? widget : new widget();
    this.ownsWidget = true;
  }

  /** A widget of its own, which knows what the field knows. A widget that was made so before is only copied. */
  protected makeWidget(source: Widget | WidgetClass): Widget {
    const widget = source instanceof Widget ? source.clone() : new source();
    if (this.hasTold) return widget;
    if (this.localize) widget.isLocalized = true;
    widget.isRequired = this.required;
    Object.assign(widget.attrs, this.widgetAttrs(widget));
    this.hasTold = true;
    return widget;
  }

  /** The widget of the field when it is hidden. */
  hiddenWidget(): Widget {
    return new (this.constructor as typeof Field).hiddenWidget();
  }

  /** Attributes that the field gives its widget. */
  widgetAttrs(_widget: Widget): Attrs {
    return {};
  }

  /** A field of its own with the same settings, for one form. */
  clone(): this {
    const widget = this.widget;
    const copy: this = Object.assign(Object.create(Object.getPrototypeOf(this) as object), this);
    copy.widgetSource = widget;
    copy.ownsWidget = false;
    copy.validators = [...this.validators];
    copy.errorMessages = { ...this.errorMessages };
    return copy;
  }

  /** A value as the widget shows it. */
  prepareValue(value: unknown): unknown {
    return value;
  }

  /**
   * The value of what was sent.
   *
   * @throws {ValidationError} It is none of the field's kind.
   */
  toPython(value: unknown): unknown {
    return value;
  }

  /** @throws {ValidationError} The value is missing or not allowed. */
  validate(value: unknown): void {
    if (this.required && isEmptyValue(value)) throw this.error("required");
  }

  /** @throws {ValidationError} With what all validators said. */
  runValidators(value: unknown): void {
    if (isEmptyValue(value)) return;
    const errors: ValidationError[] = [];
    for (const validator of this.validators) {
      try {
        validator(value as never);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        errors.push(...this.inOwnWords(error));
      }
    }
    if (errors.length > 0) throw new ValidationError(errors);
  }

  /**
   * The clean value of what was sent.
   *
   * @throws {ValidationError} It is missing or not allowed.
   */
  clean(value: unknown): unknown {
    const clean = this.toPython(value);
    this.validate(clean);
    this.runValidators(clean);
    return clean;
  }

  /** What was not set is None in a template: `{{ field.field.max_length }}`. */
  [Symbol.for("mkweb.templateAttribute")](key: string): null | undefined {
    const name = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return name in this && Reflect.get(this, name) === undefined ? null : undefined;
  }

  /** What a bound form shows. */
  boundData(data: unknown, initial: unknown): unknown {
    return this.disabled ? initial : data;
  }

  /** An initial value as its widget can show it: a day in text as a day, for one. */
  shownInitial(initial: unknown): unknown {
    return initial;
  }

  /** Whether what was sent differs from the initial value. */
  hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    try {
      return !this.isSame(initial, this.toPython(data));
    } catch (error) {
      if (error instanceof ValidationError) return true;
      throw error;
    }
  }

  /** Whether an initial value is the one that was sent; none is the same as an empty text. */
  protected isSame(initial: unknown, value: unknown): boolean {
    return Object.is(initial ?? "", value ?? "");
  }

  /**
   * Fetches what the widget offers from the database; undefined when nothing has to be.
   *
   * @param _shared What other forms of a page fetched already, by where it is from.
   */
  load(_shared?: SharedRows): Promise<void> | undefined {
    return undefined;
  }

  /** @internal The clean value of a field of a form; a promise of a field that asks the database. */
  cleanBoundField(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data);
  }

  /**
   * Whether a value of a JSON body, other than null, can be one of this field. Default: texts and numbers. A field of
   * your own that takes lists, objects or booleans overrides it.
   */
  acceptsJson(value: unknown): boolean {
    return typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  }

  /**
   * A value of a JSON body as {@link clean} takes it.
   *
   * @param exact A number as it was written, where JavaScript rounds it.
   */
  fromJson(value: unknown, exact: string | undefined): unknown {
    return exact ?? (typeof value === "string" ? value.toWellFormed() : value);
  }

  /** @internal What is said of a value that {@link acceptsJson} does not. */
  jsonError(): ValidationError {
    return this.error("invalid");
  }

  /** The error of a code, in the field's words. */
  protected error(code: string, params?: Readonly<Record<string, unknown>>): ValidationError {
    return new ValidationError(wordsOf(this.errorMessages[code]), {
      code,
      ...(params && { params }),
    });
  }

  /** The errors that a validator threw, in the words that the field has for their code. */
  private inOwnWords(error: ValidationError): readonly ValidationError[] {
    const { code, params } = error;
    if (code === undefined || !Object.hasOwn(this.errorMessages, code)) return error.errorList;
    return [
      new ValidationError(wordsOf(this.errorMessages[code]), { code, ...(params && { params }) }),
    ];
  }
}

/** A message as it was given; what is neither a text nor HTML is shown as a text. */
function wordsOf(message: unknown): ConstructorParameters<typeof ValidationError>[0] {
  return typeof message === "object" && message !== null
    ? (message as ConstructorParameters<typeof ValidationError>[0])
    : textOf(message ?? "Enter a valid value.");
}

const known = new WeakMap<object, Readonly<Record<string, unknown>>>();

/** The messages of a class and those above it. */
function messagesOf(kind: typeof Field): Readonly<Record<string, unknown>> {
  const made = known.get(kind);
  if (made) return made;
  const above = kind === Field ? {} : messagesOf(Object.getPrototypeOf(kind) as typeof Field);
  const messages = { ...above, ...kind.defaultErrorMessages };
  known.set(kind, messages);
  return messages;
}

import { textOf } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { BoundField } from "../forms/bound-field.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import type { BoundFieldClass } from "../rendering/renderers.ts";
import { HiddenInput, TextInput } from "../widgets/input.ts";
import { Widget } from "../widgets/widget.ts";

export type WidgetClass = new () => Widget;

/** Throws a ValidationError if a value is invalid. */
export type FieldValidator = (value: never) => void;

/** Rows loaded for several forms of a page, by query. */
export type SharedRows = Map<object, Promise<readonly object[]>>;

/** Options of every field. */
export interface FieldOptions {
  /** Whether a value is required. Default true. */
  readonly required?: boolean | undefined;
  readonly widget?: Widget | WidgetClass | undefined;
  /** Default: the field's name in words. */
  readonly label?: unknown;
  /** Initial value; a function is called each time. */
  readonly initial?: unknown;
  /** Help text shown with the field, as HTML. */
  readonly helpText?: unknown;
  /** Messages by error code. */
  readonly errorMessages?: Readonly<Record<string, unknown>> | undefined;
  /** Add the initial value as a hidden input, and compare submitted values with it. */
  readonly showHiddenInitial?: boolean | undefined;
  readonly validators?: readonly FieldValidator[] | undefined;
  /** Format and parse values by the current language. Default false. */
  readonly localize?: boolean | undefined;
  /** Show the field but ignore submitted values. Default false. */
  readonly disabled?: boolean | undefined;
  /** Text after the label. Default: the form's. */
  readonly labelSuffix?: string | undefined;
  /** Template of `as_field_group`. */
  readonly templateName?: string | undefined;
  readonly boundFieldClass?: BoundFieldClass | undefined;
}

/**
 * A value of a form: how to show it and what is valid. {@link clean} converts submitted data to the value. A class of
 * your own overrides `toPython`, `validate` or `clean`.
 */
export class Field<out Value = unknown> {
  /** The type of its value, for the compiler only. */
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
  /** The widget, or its source before the first use. */
  protected widgetSource: Widget | WidgetClass;
  protected ownsWidget = false;
  /** Whether the widget already has the field's settings. */
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

  /** Returns the widget class used if none is given. */
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

  /** Creates this field's own widget and passes it the field's settings. One created before is only copied. */
  protected makeWidget(source: Widget | WidgetClass): Widget {
    const widget = source instanceof Widget ? source.clone() : new source();
    if (this.hasTold) return widget;
    if (this.localize) widget.isLocalized = true;
    widget.isRequired = this.required;
    Object.assign(widget.attrs, this.widgetAttrs(widget));
    this.hasTold = true;
    return widget;
  }

  /** Returns the widget for a hidden field. */
  hiddenWidget(): Widget {
    return new (this.constructor as typeof Field).hiddenWidget();
  }

  /** Returns attributes for the widget. */
  widgetAttrs(_widget: Widget): Attrs {
    return {};
  }

  /** Copies the field for one form. */
  clone(): this {
    const widget = this.widget;
    const copy: this = Object.assign(Object.create(Object.getPrototypeOf(this) as object), this);
    copy.widgetSource = widget;
    copy.ownsWidget = false;
    copy.validators = [...this.validators];
    copy.errorMessages = { ...this.errorMessages };
    return copy;
  }

  /** Converts a value for the widget. */
  prepareValue(value: unknown): unknown {
    return value;
  }

  /**
   * Converts submitted data to a value.
   *
   * @throws {ValidationError} If it has the wrong type.
   */
  toPython(value: unknown): unknown {
    return value;
  }

  /** @throws {ValidationError} If the value is missing or not allowed. */
  validate(value: unknown): void {
    if (this.required && isEmptyValue(value)) throw this.error("required");
  }

  /** @throws {ValidationError} With the errors of all validators. */
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
   * Returns the clean value of submitted data.
   *
   * @throws {ValidationError} If it is missing or invalid.
   */
  clean(value: unknown): unknown {
    const clean = this.toPython(value);
    this.validate(clean);
    this.runValidators(clean);
    return clean;
  }

  /** Missing settings are None in templates: `{{ field.field.max_length }}`. */
  [Symbol.for("mkweb.templateAttribute")](key: string): null | undefined {
    const name = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return name in this && Reflect.get(this, name) === undefined ? null : undefined;
  }

  /** Returns the value that a bound form shows. */
  boundData(data: unknown, initial: unknown): unknown {
    return this.disabled ? initial : data;
  }

  /** Converts an initial value for display, such as a date from text. */
  shownInitial(initial: unknown): unknown {
    return initial;
  }

  /** Whether submitted data differs from the initial value. */
  hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    try {
      return !this.isSame(initial, this.toPython(data));
    } catch (error) {
      if (error instanceof ValidationError) return true;
      throw error;
    }
  }

  /** Whether a submitted value equals the initial one; null equals an empty text. */
  protected isSame(initial: unknown, value: unknown): boolean {
    return Object.is(initial ?? "", value ?? "");
  }

  /**
   * Loads the widget's choices from the database; returns undefined if there is nothing to load.
   *
   * @param _shared What other forms of the page have already loaded, by source.
   */
  load(_shared?: SharedRows): Promise<void> | undefined {
    return undefined;
  }

  /** @internal Returns the clean value; a promise if the field asks the database. */
  cleanBoundField(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data);
  }

  /**
   * Whether a non-null value of a JSON body can belong to this field. Default: strings and numbers. Override it in a
   * field of your own that accepts arrays, objects or booleans.
   */
  acceptsJson(value: unknown): boolean {
    return typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  }

  /**
   * Converts a value of a JSON body for {@link clean}.
   *
   * @param exact A number as written, if JavaScript would round it.
   */
  fromJson(value: unknown, exact: string | undefined): unknown {
    return exact ?? (typeof value === "string" ? value.toWellFormed() : value);
  }

  /** @internal Returns the error for a value that {@link acceptsJson} rejects. */
  jsonError(): ValidationError {
    return this.error("invalid");
  }

  /** Returns the error with a code, using the field's message. */
  protected error(code: string, params?: Readonly<Record<string, unknown>>): ValidationError {
    return new ValidationError(wordsOf(this.errorMessages[code]), {
      code,
      ...(params && { params }),
    });
  }

  /** Replaces a validator's messages by the field's for the same code. */
  private inOwnWords(error: ValidationError): readonly ValidationError[] {
    const { code, params } = error;
    if (code === undefined || !Object.hasOwn(this.errorMessages, code)) return error.errorList;
    return [
      new ValidationError(wordsOf(this.errorMessages[code]), { code, ...(params && { params }) }),
    ];
  }
}

/** Returns a message unchanged; anything but text and HTML becomes text. */
function wordsOf(message: unknown): ConstructorParameters<typeof ValidationError>[0] {
  return typeof message === "object" && message !== null
    ? (message as ConstructorParameters<typeof ValidationError>[0])
    : textOf(message ?? "Enter a valid value.");
}

const known = new WeakMap<object, Readonly<Record<string, unknown>>>();

/** Merges the messages of a class and its parents. */
function messagesOf(kind: typeof Field): Readonly<Record<string, unknown>> {
  const made = known.get(kind);
  if (made) return made;
  const above = kind === Field ? {} : messagesOf(Object.getPrototypeOf(kind) as typeof Field);
  const messages = { ...above, ...kind.defaultErrorMessages };
  known.set(kind, messages);
  return messages;
}

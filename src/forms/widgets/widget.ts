import { SafeString, textOf } from "../../templates/index.ts";
import type { FormData } from "../form-data.ts";
import { localizeInput } from "../formats/localize-input.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { mediaOf, type Media, type MediaDefinition } from "../rendering/media.ts";
import { getDefaultRenderer, type BaseRenderer, type Rendered } from "../rendering/renderers.ts";

/** The variables of a widget's template, by Django's names. */
export interface WidgetContext {
  name: string;
  is_hidden: boolean;
  required: boolean;
  value: unknown;
  attrs: Attrs;
  template_name: string;
  [more: string]: unknown;
}

export interface WidgetOptions {
  /** Attributes of the element. */
  readonly attrs?: Readonly<Attrs> | undefined;
}

/** Turns a value into HTML, and what a browser sent into a value; Django's class of this name. */
export abstract class Widget {
  /** The style sheets and scripts it needs, besides those of the class above. */
  static media?: MediaDefinition;
  /** The template; `templateName` of one widget can be set apart. */
  static templateName = "";
  /** `type` of its `<input>`. */
  static inputType: string | undefined = undefined;
  /** Whether moments keep their fractions of a second. */
  static supportsMicroseconds = true;
  /** Whether its elements belong into a `<fieldset>`, with a `<legend>` for a `<label>`. */
  static useFieldset = false;

  attrs: Attrs;
  /** Whether values are shown as the language writes them. */
  isLocalized = false;
  /** Whether the field is required. */
  isRequired = false;
  protected ownTemplateName: string | undefined;
  protected ownInputType: string | undefined;

  constructor({ attrs = {} }: WidgetOptions = {}) {
    this.attrs = { ...attrs };
  }

  /** A widget of its own with the same settings. */
  clone(): this {
    const copy: this = Object.assign(Object.create(Object.getPrototypeOf(this) as object), this);
    copy.attrs = { ...this.attrs };
    return copy;
  }

  get templateName(): string {
    return this.ownTemplateName ?? (this.constructor as typeof Widget).templateName;
  }

  set templateName(name: string) {
    this.ownTemplateName = name;
  }

  get inputType(): string | undefined {
    return this.ownInputType ?? (this.constructor as typeof Widget).inputType;
  }

  set inputType(type: string | undefined) {
    this.ownInputType = type;
  }

  get supportsMicroseconds(): boolean {
    return (this.constructor as typeof Widget).supportsMicroseconds;
  }

  get useFieldset(): boolean {
    return (this.constructor as typeof Widget).useFieldset;
  }

  get isHidden(): boolean {
    return this.inputType === "hidden";
  }

  get needsMultipartForm(): boolean {
    return false;
  }

  get media(): Media {
    return mediaOf(this.constructor);
  }

  /** The contexts of the elements that a loop over the field gives. */
  subwidgets(name: string, value: unknown, attrs: Readonly<Attrs> = {}): readonly WidgetContext[] {
    return [this.getContext(name, value, attrs)];
  }

  /** A value as the template shows it; null for none. */
  formatValue(value: unknown): unknown {
    if (value === "" || value === null || value === undefined) return null;
    if (value instanceof SafeString) return value;
    return this.isLocalized ? textOf(localizeInput(value)) : textOf(value);
  }

  /** What its template calls `widget`. */
  getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    return {
      name,
      is_hidden: this.isHidden,
      required: this.isRequired,
      value: this.formatValue(value),
      attrs: this.buildAttrs(this.attrs, attrs),
      template_name: this.templateName,
    };
  }

  render(
    name: string,
    value: unknown,
    attrs: Readonly<Attrs> = {},
    renderer: BaseRenderer = getDefaultRenderer(),
  ): Rendered {
    return renderer.render(this.templateName, { widget: this.getContext(name, value, attrs) });
  }

  buildAttrs(base: Readonly<Attrs>, extra: Readonly<Attrs> = {}): Attrs {
    return { ...base, ...extra };
  }

  /** The value that was sent; null when there is none. */
  valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    return data.get(name);
  }

  /** Whether nothing was sent for it, so that a default may stand. */
  valueOmittedFromData(data: FormData, _files: FormData, name: string): boolean {
    return !data.has(name);
  }

  /** The id that a `<label>` points to, from that of the field; empty for none. */
  idForLabel(id: string, _index: string | null = "0"): string {
    return id;
  }

  /** Whether the element of a required field says so. */
  useRequiredAttribute(_initial: unknown): boolean {
    return !this.isHidden;
  }
}

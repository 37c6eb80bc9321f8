import { SafeString, textOf } from "../../templates/index.ts";
import type { FormData } from "../form-data.ts";
import { localizeInput } from "../formats/localize-input.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { mediaOf, type Media, type MediaDefinition } from "../rendering/media.ts";
import { getDefaultRenderer, type BaseRenderer, type Rendered } from "../rendering/renderers.ts";

/** Context of a widget's template, with Django's names. */
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

/** Renders a value as HTML and reads submitted data; Django's class of this name. */
export abstract class Widget {
  /** Its style sheets and scripts, besides the parent class's. */
  static media?: MediaDefinition;
  /** The template; a widget's own `templateName` can override it. */
  static templateName = "";
  /** `type` of its `<input>`. */
  static inputType: string | undefined = undefined;
  /** Whether datetimes keep fractions of a second. */
  static supportsMicroseconds = true;
  /** Whether its elements belong in a `<fieldset>` with a `<legend>` instead of a `<label>`. */
  static useFieldset = false;

  attrs: Attrs;
  /** Whether values are formatted by language. */
  isLocalized = false;
  /** Whether the field is required. */
  isRequired = false;
  protected ownTemplateName: string | undefined;
  protected ownInputType: string | undefined;

  constructor({ attrs = {} }: WidgetOptions = {}) {
    this.attrs = { ...attrs };
  }

  /** Returns a copy with the same settings. */
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

  /** Returns the contexts of the elements, for loops over the field. */
  subwidgets(name: string, value: unknown, attrs: Readonly<Attrs> = {}): readonly WidgetContext[] {
    return [this.getContext(name, value, attrs)];
  }

  /** Converts a value for the template; null if there is none. */
  formatValue(value: unknown): unknown {
    if (value === "" || value === null || value === undefined) return null;
    if (value instanceof SafeString) return value;
    return this.isLocalized ? textOf(localizeInput(value)) : textOf(value);
  }

  /** Returns the variable `widget` of its template. */
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

  /** Returns the submitted value; null if there is none. */
  valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    return data.get(name);
  }

  /** Whether nothing was submitted, so that a default may apply. */
  valueOmittedFromData(data: FormData, _files: FormData, name: string): boolean {
    return !data.has(name);
  }

  /** Returns the id for the `<label>`, given the field's id; empty for none. */
  idForLabel(id: string, _index: string | null = "0"): string {
    return id;
  }

  /** Whether a required field gets the HTML attribute. */
  useRequiredAttribute(_initial: unknown): boolean {
    return !this.isHidden;
  }
}

/** Widgets with one `<input>`. */
import { textOf } from "../../templates/index.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Widget, type WidgetContext, type WidgetOptions } from "./widget.ts";

const folder = "django/forms/widgets";

/** An `<input>`. */
export abstract class Input extends Widget {
  static override templateName = `${folder}/input.html`;

  constructor(options: WidgetOptions = {}) {
    super(options);
    const { type } = this.attrs;
    if (type === undefined) return;
    this.ownInputType = textOf(type);
    delete this.attrs["type"];
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    return Object.assign(super.getContext(name, value, attrs), { type: this.inputType });
  }
}

export class TextInput extends Input {
  static override inputType = "text";
  static override templateName = `${folder}/text.html`;
}

export class NumberInput extends Input {
  static override inputType = "number";
  static override templateName = `${folder}/number.html`;
}

export class EmailInput extends Input {
  static override inputType = "email";
  static override templateName = `${folder}/email.html`;
}

export class URLInput extends Input {
  static override inputType = "url";
  static override templateName = `${folder}/url.html`;
}

export class ColorInput extends Input {
  static override inputType = "color";
  static override templateName = `${folder}/color.html`;
}

export class SearchInput extends Input {
  static override inputType = "search";
  static override templateName = `${folder}/search.html`;
}

export class TelInput extends Input {
  static override inputType = "tel";
  static override templateName = `${folder}/tel.html`;
}

export interface PasswordOptions extends WidgetOptions {
  /** Whether to send a typed password back to the browser. Default false. */
  readonly renderValue?: boolean;
}

export class PasswordInput extends Input {
  static override inputType = "password";
  static override templateName = `${folder}/password.html`;
  readonly renderValue: boolean;

  constructor({ renderValue = false, ...options }: PasswordOptions = {}) {
    super(options);
    this.renderValue = renderValue;
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    return super.getContext(name, this.renderValue ? value : null, attrs);
  }
}

export class HiddenInput extends Input {
  static override inputType = "hidden";
  static override templateName = `${folder}/hidden.html`;
}

export class Textarea extends Widget {
  static override templateName = `${folder}/textarea.html`;

  constructor({ attrs = {} }: WidgetOptions = {}) {
    super({ attrs: { cols: "40", rows: "10", ...attrs } });
  }
}

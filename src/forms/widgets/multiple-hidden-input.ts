import { textOf } from "../../templates/index.ts";
import type { FormData } from "../form-data.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { HiddenInput } from "./input.ts";
import type { WidgetContext } from "./widget.ts";

/** A hidden `<input>` per value of a list. */
export class MultipleHiddenInput extends HiddenInput {
  static override templateName = "django/forms/widgets/multiple_hidden.html";

  override formatValue(value: unknown): unknown {
    return value ?? [];
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const { id } = context.attrs;
    const values =
      Symbol.iterator in Object(context.value) ? [...(context.value as Iterable<unknown>)] : [];
    const subwidgets = values.map((each, index) => {
      const own = id ? { ...context.attrs, id: `${textOf(id)}_${index}` } : { ...context.attrs };
      const widget = new HiddenInput();
      widget.isRequired = this.isRequired;
      return widget.getContext(name, each, own);
    });
    return Object.assign(context, { subwidgets });
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    return data.getAll(name);
  }
}

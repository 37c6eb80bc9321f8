import type { AnyModelForm } from "../../../forms/index.ts";
import { textOf } from "../../../templates/index.ts";
import { nameInMarkup } from "../../names.ts";
import { shownOf } from "../../shown.ts";
import { flattened } from "../flattened.ts";
import type { Layout } from "./inline-admin-form.ts";

/** Heading of a column in a table of inline forms. */
export interface Heading {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly help_text: unknown;
  readonly is_hidden: boolean;
}

/** @param empty A form without an object. */
export function headingsOf(layout: Layout, empty: AnyModelForm): readonly Heading[] {
  const { inline, fieldsets, fkName, readonlyFields, may } = layout;
  return flattened(fieldsets)
    .filter((name) => name !== fkName)
    .map((name) => {
      const isField = Object.hasOwn(empty.fields, name) && !readonlyFields.includes(name);
      if (!isField) {
        const shown = shownOf(inline, name);
        const { label } = shown;
        const declared = (shown.field ?? shown.manyToMany)?.declaration;
        return heading(name, label, false, declared?.helpText ?? "", false);
      }
      const bound = empty.get(name);
      const { field, label } = bound;
      const isRequired = field.required && (may.add || may.change);
      return heading(name, textOf(label), isRequired, field.helpText, bound.isHidden);
    });
}

function heading(
  name: string,
  label: string,
  required: boolean,
  help: unknown,
  isHidden: boolean,
): Heading {
  return {
    name: nameInMarkup(name),
    label: capitalized(label),
    required,
    help_text: help === "" ? "" : textOf(help),
    is_hidden: isHidden,
  };
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Fields filled while others are typed, as data for a script. */
import type { AnyModelForm } from "../../forms/index.ts";

export interface Prepopulated {
  readonly id: string;
  readonly name: string;
  readonly dependency_ids: readonly string[];
  readonly dependency_list: readonly string[];
  readonly maxLength: number;
  readonly allowUnicode: boolean;
}

export function prepopulatedFields(
  form: AnyModelForm,
  fields: Readonly<Record<string, readonly string[]>>,
): readonly Prepopulated[] {
  const here = (name: string): boolean => Object.hasOwn(form.fields, name);
  return Object.entries(fields)
    .filter(([name, from]) => here(name) && from.every(here))
    .map(([name, from]) => {
      const bound = form.get(name);
      const limit = (bound.field as { readonly maxLength?: number }).maxLength;
      return {
        id: `#${bound.autoId}`,
        name: form.htmlName(name),
        dependency_ids: from.map((each) => `#${form.get(each).autoId}`),
        dependency_list: from.map((each) => form.htmlName(each)),
        maxLength: limit ?? 50,
        allowUnicode: (bound.field as { readonly allowUnicode?: boolean }).allowUnicode ?? false,
      };
    });
}

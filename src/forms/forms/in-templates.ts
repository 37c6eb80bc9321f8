/** A form's attributes in templates: Django's names, and fields by their names in pages. */
import type { Field } from "../fields/field.ts";
import type { BaseForm } from "./form.ts";
import { own } from "./own.ts";

/** @returns Undefined if the form has the attribute itself, or not at all. */
export function formInTemplates(form: BaseForm, key: string): unknown {
  const name = fieldNamed(form, key);
  if (name !== undefined) return form.get(name);
  switch (key) {
    case "prefix":
      return form.prefix ?? null;
    case "fields":
      return named(form, form.fields);
    case "cleaned_data":
      return named(form, cleanedOf(form));
    case "changed_data":
      return form.changedData.map((each) => form.htmlName(each));
    default:
      return undefined;
  }
}

function fieldNamed(form: BaseForm, key: string): string | undefined {
  if (Object.hasOwn(form.fields, key)) return key;
  if (!key.includes("_")) return undefined;
  return Object.keys(form.fields).find((each) => form.htmlName(each) === key);
}

/** Converts dates and times, which are texts in TypeScript, for template filters. */
function cleanedOf(form: BaseForm): Readonly<Record<string, unknown>> {
  const cleaned = Object.entries<unknown>(form.cleanedData ?? {});
  return Object.fromEntries(
    cleaned.map(([name, value]) => {
      const field = own(form.fields, name) as Field | undefined;
      return [name, field ? field.shownInitial(value) : value];
    }),
  );
}

function named(
  form: BaseForm,
  values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(values).map(([name, value]) => [form.htmlName(name), value]));
}

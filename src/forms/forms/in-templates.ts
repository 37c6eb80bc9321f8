/** What templates find in a form: Django's attributes, whose fields have the names of the page. */
import type { Field } from "../fields/field.ts";
import type { BaseForm } from "./form.ts";
import { own } from "./own.ts";

/** @returns Undefined when the form has it under its own name, or not at all. */
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

/** Days and times are texts in TypeScript, with which filters of templates can do nothing. */
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

import { ModelBase, type FieldInfo } from "../../models/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { BaseForm } from "../forms/form.ts";
import { own } from "../forms/own.ts";
import { isEditable } from "./fields-for-model.ts";

/**
 * Sets an object's fields to a form's clean values, except defaults of fields that were not submitted. Files come last,
 * as a function that names them may use other fields.
 */
export function constructInstance(
  form: BaseForm,
  instance: ModelBase,
  fields: Iterable<FieldInfo>,
): void {
  const cleaned: Readonly<Record<string, unknown>> = form.cleanedData;
  const set = [...fields].filter(
    (field) =>
      isEditable(field) &&
      !field.auto &&
      Object.hasOwn(cleaned, field.name) &&
      !keepsDefault(form, field, own(cleaned, field.name)),
  );
  for (const field of set.filter(({ isFile }) => !isFile)) assign(instance, field, cleaned);
  for (const field of set.filter(({ isFile }) => isFile)) assign(instance, field, cleaned);
}

/** Browsers send nothing for unchecked boxes, so the widget decides whether a value was omitted. */
function keepsDefault(form: BaseForm, { name, declaration }: FieldInfo, value: unknown): boolean {
  if (declaration.default === undefined || !isEmptyValue(value)) return false;
  const { field, htmlName } = form.get(name);
  return field.widget.valueOmittedFromData(form.data, form.files, htmlName);
}

function assign(
  instance: ModelBase,
  { name, isFile }: FieldInfo,
  cleaned: Readonly<Record<string, unknown>>,
): void {
  const value = cleaned[name];
  if (!isFile) return void Reflect.set(instance, name, value);
  // Null keeps the current file; false clears it.
  if (value !== null && value !== undefined)
    Reflect.set(instance, name, value === false ? "" : value);
}

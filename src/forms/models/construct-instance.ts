import { ModelBase, type FieldInfo } from "../../models/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { BaseForm } from "../forms/form.ts";
import { own } from "../forms/own.ts";
import { isEditable } from "./fields-for-model.ts";

/**
 * Sets the fields of an object to the clean values of a form, but not those that a default stands for because nothing
 * was sent. Files come last: a function that names them may look at the others.
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

/** Browsers send nothing of boxes that are not checked: widgets know what was left out. */
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
  // Nothing was said of the file that is there; false takes it away.
  if (value !== null && value !== undefined)
    Reflect.set(instance, name, value === false ? "" : value);
}

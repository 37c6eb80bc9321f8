import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { ErrorList } from "../errors/error-list.ts";
import type { BaseForm } from "./form.ts";

/** An error: a message, an error object, a list of either, or either by field. */
export type ErrorInput = ConstructorParameters<typeof ValidationError>[0];

/** Adds an error to a field, or to the form as a whole. The field's value no longer counts as clean. */
export function addError(form: BaseForm, name: string | null, error: ErrorInput): void {
  const { errorDict, errorList } =
    error instanceof ValidationError ? error : new ValidationError(error);
  if (errorDict && name !== null) {
    throw new TypeError("Errors by field are added with null for the field.");
  }
  const lists = errorDict ? Object.entries(errorDict) : [[name ?? NON_FIELD_ERRORS, errorList]];
  for (const [field, list] of lists as [string, readonly ValidationError[]][]) {
    listOf(form, field).push(...list);
    if (Object.hasOwn(form.cleanedData ?? {}, field)) {
      Reflect.deleteProperty(form.cleanedData, field);
    }
  }
}

function listOf(form: BaseForm, name: string): ErrorList {
  const { errors } = form;
  const known = errors.get(name);
  if (known) return known;
  const isForm = name === NON_FIELD_ERRORS;
  if (!isForm && !Object.hasOwn(form.fields, name)) {
    throw new RangeError(`'${form.constructor.name}' has no field named '${name}'.`);
  }
  const list = form.newErrorList(
    isForm ? { errorClass: "nonfield" } : { fieldId: form.get(name).autoId },
  );
  errors.set(name, list);
  return list;
}

import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { Field } from "../fields/field.ts";
import { own } from "../forms/own.ts";

type Words = Readonly<Record<string, unknown>>;

/** Replaces a model's error messages by the form's. */
export function inWordsOfForm(
  error: ValidationError,
  fields: Readonly<Record<string, Field>>,
  ofForm: Words | undefined,
): ValidationError {
  const byField = error.errorDict ?? { [NON_FIELD_ERRORS]: error.errorList };
  const said = Object.entries(byField).map(([name, list]) => {
    const field = own(fields, name) as Field | undefined;
    const words = name === NON_FIELD_ERRORS ? ofForm : field?.errorMessages;
    return [name, list.map((each) => reworded(each, words))];
  });
  return new ValidationError(Object.fromEntries(said) as Record<string, ValidationError[]>);
}

function reworded(error: ValidationError, words: Words | undefined): ValidationError {
  const { code, params } = error;
  const message = code === undefined ? undefined : own(words ?? {}, code);
  if (code === undefined || message === undefined) return error;
  return new ValidationError(message as string, { code, ...(params && { params }) });
}

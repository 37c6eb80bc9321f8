/** The fields of a form: declared by its class, copied for each form, put in order. */
import type { Field } from "../fields/field.ts";
import { own, setOwn, setValue } from "./own.ts";

export type FormFields = Readonly<Record<string, Field>>;

/** Returns the fields of a class with additional ones; null removes one. */
export function withDeclared(
  fields: FormFields,
  added: Readonly<Record<string, Field | null>>,
): FormFields {
  const all = new Map<string, Field>(Object.entries(fields));
  for (const [name, field] of Object.entries(added)) {
    if (field === null) all.delete(name);
    else all.set(name, field);
  }
  const declared: Record<string, Field> = {};
  for (const [name, field] of all) setOwn(declared, name, field);
  return declared;
}

export function copiesOf(fields: FormFields): Record<string, Field> {
  const copies: Record<string, Field> = {};
  for (const [name, field] of Object.entries(fields)) {
    setValue(copies, name, field.clone());
  }
  return copies;
}

/** Puts fields with these names first. */
export function inOrder(fields: FormFields, order: readonly string[]): FormFields {
  const ordered: Record<string, Field> = {};
  for (const name of new Set([...order, ...Object.keys(fields)])) {
    const field = own(fields, name);
    if (field !== undefined) setOwn(ordered, name, field);
  }
  return ordered;
}

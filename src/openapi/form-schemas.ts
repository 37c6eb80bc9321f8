import {
  FileField,
  MultiValueField,
  MultiWidget,
  NullBooleanField,
  type AnyForm,
  type Field,
} from "../forms/index.ts";
import { fieldSchema } from "./field-schema.ts";
import { orNull, type Schema } from "./schema.ts";

/** The fields that read submitted data. */
function fieldsOf(form: AnyForm): readonly (readonly [name: string, field: Field])[] {
  return Object.entries<Field>(form.fields).filter(([, { disabled }]) => !disabled);
}

/** Whether a value must be sent; a missing one means unknown. */
const isNeeded = (field: Field): boolean => field.required && !(field instanceof NullBooleanField);

/** Whether a form has files, which only multipart bodies can carry. */
export function hasFiles(form: AnyForm): boolean {
  return fieldsOf(form).some(([, field]) => field instanceof FileField);
}

/** The JSON body of a form; `undefined` if it needs a file, which JSON cannot express. */
export function jsonBody(form: AnyForm): Schema | undefined {
  const fields = fieldsOf(form);
  if (fields.some(([, field]) => field instanceof FileField && field.required)) return undefined;
  const sent = fields.filter(([, field]) => !(field instanceof FileField));
  return objectOf(
    sent.map(([name, field]) => {
      const schema = fieldSchema(field, "json");
      const needed = isNeeded(field);
      return { name, schema: needed ? schema : orNull(schema), needed };
    }),
  );
}

/** The body of a posted form. */
export const postedBody = (form: AnyForm): Schema => objectOf(partsOf(form));

/** A value sent under its own name. */
export interface Part {
  readonly name: string;
  readonly schema: Schema;
  readonly needed: boolean;
}

/** The values a page sends for a form, by the names of its elements. */
export function partsOf(form: AnyForm): readonly Part[] {
  return fieldsOf(form).flatMap(([key, field]) => {
    const name = form.addPrefix(form.htmlName(key));
    const { widget } = field;
    if (field instanceof MultiValueField && widget instanceof MultiWidget) {
      return field.fields.map((part, at) => ({
        name: name + (widget.widgetsNames[at] ?? ""),
        schema: fieldSchema(part, "text"),
        needed: field.required && (field.requireAllFields || part.required),
      }));
    }
    return [{ name, schema: fieldSchema(field, "text"), needed: isNeeded(field) }];
  });
}

function objectOf(parts: readonly Part[]): Schema {
  const required = parts.filter(({ needed }) => needed).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(parts.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
}

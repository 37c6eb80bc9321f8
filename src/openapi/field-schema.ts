import * as forms from "../forms/index.ts";
import { sourceOf } from "../models/index.ts";
import { textOf } from "../templates/index.ts";
import { columnSchema, fieldOf } from "./model-schema.ts";
import { numberSchema } from "./number-schema.ts";
import { oneOf, patternOf, type Schema, type SchemaType } from "./schema.ts";

/** How a value is sent: in a JSON body, or as text in a form or a query. */
export type SentAs = "json" | "text";

/** The schema of a field's values. The caller adds null, which JSON treats as a missing value. */
export function fieldSchema(field: forms.Field, sent: SentAs): Schema {
  const description = textOf(field.helpText).trim();
  const schema = isItsOwn(field) && sent === "json" ? probed(field) : schemaOf(field, sent);
  return { ...schema, ...(description !== "" && { description }) };
}

/** Fields that define their JSON values; custom classes may differ. */
const known: ReadonlySet<unknown> = new Set(
  [
    forms.Field,
    forms.BooleanField,
    forms.FileField,
    forms.JSONField,
    forms.MultipleChoiceField,
    forms.ModelMultipleChoiceField,
    forms.MultiValueField,
  ].map(({ prototype }) => Reflect.get(prototype, "acceptsJson")),
);

function isItsOwn(field: forms.Field): boolean {
  return !known.has(Reflect.get(field, "acceptsJson"));
}

const samples: readonly (readonly [SchemaType, unknown])[] = [
  ["array", []],
  ["boolean", true],
  ["number", 1],
  ["object", {}],
  ["string", "a"],
];

/** Finds the JSON types that a field accepts by trying values. */
function probed(field: forms.Field): Schema {
  const taken = samples.filter(([, sample]) => field.acceptsJson(sample));
  return taken.length === 0 || taken.length === samples.length
    ? {}
    : { type: taken.map(([type]) => type) };
}

function schemaOf(field: forms.Field, sent: SentAs): Schema {
  if (field instanceof forms.ModelChoiceField) return rowSchema(field);
  if (field instanceof forms.ChoiceField) return choiceSchema(field);
  if (field instanceof forms.BooleanField) return booleanSchema(field);
  if (field instanceof forms.FileField) return { contentMediaType: "application/octet-stream" };
  if (field instanceof forms.JSONField) return jsonSchema(sent);
  if (field instanceof forms.CharField) return textSchema(field);
  if (field instanceof forms.ComboField) {
    return { allOf: field.fields.map((each) => fieldSchema(each, sent)) };
  }
  if (field instanceof forms.MultiValueField) return partsSchema(field, sent);
  return numberSchema(field) ?? momentSchema(field) ?? probed(field);
}

/** The key of a row, or a list of keys. Does not list the rows. */
function rowSchema(field: forms.ModelChoiceField): Schema {
  const column = fieldOf(sourceOf(field.queryset).info, field.toFieldName ?? "pk");
  const key: Schema = column ? columnSchema(column.type) : {};
  return field instanceof forms.ModelMultipleChoiceField ? listOf(key, field) : key;
}

function choiceSchema(field: forms.ChoiceField): Schema {
  const values = [...field.choices].flatMap(([value, label]) =>
    Array.isArray(label) ? label.map((pair: readonly unknown[]) => pair[0]) : [value],
  );
  const given = values.filter((value) => value !== null && value !== undefined && value !== "");
  const texts = given.map((value) => (typeof value === "number" ? value : textOf(value)));
  if (field instanceof forms.MultipleChoiceField) return listOf(oneOf(texts), field);
  const isText = texts.every((value) => typeof value === "string");
  return oneOf(!field.required && isText && texts.length > 0 ? [...texts, ""] : texts);
}

function listOf(items: Schema, { required }: forms.Field): Schema {
  return { type: "array", items, ...(required && { minItems: 1 }) };
}

/** A required box must be true. */
function booleanSchema(field: forms.BooleanField<unknown>): Schema {
  const mustBe = field.required && !(field instanceof forms.NullBooleanField);
  return { type: "boolean", ...(mustBe && { const: true }) };
}

function jsonSchema(sent: SentAs): Schema {
  return sent === "json" ? {} : { type: "string", contentMediaType: "application/json" };
}

function textSchema(field: forms.CharField): Schema {
  const { maxLength, minLength = 0, required } = field;
  const least = required ? Math.max(minLength, 1) : minLength;
  return {
    type: "string",
    ...formOf(field),
    ...(least > 0 && { minLength: least }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

/** Constraints on a text. */
function formOf(field: forms.CharField): Schema {
  if (field instanceof forms.EmailField) return { format: "email" };
  if (field instanceof forms.URLField) return { format: "uri" };
  if (field instanceof forms.UUIDField) return { format: "uuid" };
  if (field instanceof forms.SlugField) {
    return field.allowUnicode ? {} : { pattern: "^[-a-zA-Z0-9_]+$" };
  }
  if (field instanceof forms.GenericIPAddressField) return addressSchema(field);
  const isPlain = field instanceof forms.RegexField && /^[gdyuv]*$/.test(field.regex.flags);
  return isPlain ? patternOf(field.regex.source) : {};
}

function addressSchema({ protocol }: forms.GenericIPAddressField): Schema {
  const kind = protocol.toLowerCase();
  if (kind !== "both") return { format: kind };
  return { anyOf: [{ format: "ipv4" }, { format: "ipv6" }] };
}

/** A list with a value for each part. JSON only, because in forms each part has its own name. */
function partsSchema(field: forms.MultiValueField, sent: SentAs): Schema {
  const { fields } = field;
  const prefixItems = fields.map((each) => fieldSchema(each, sent));
  return { type: "array", prefixItems, items: false, minItems: fields.length };
}

function momentSchema(field: forms.Field): Schema | undefined {
  if (field instanceof forms.DateTimeField) return { type: "string", format: "date-time" };
  if (field instanceof forms.DateField) {
    return { type: "string", ...(field.inputFormats.includes("%Y-%m-%d") && { format: "date" }) };
  }
  if (field instanceof forms.TimeField) {
    return field.inputFormats.includes("%H:%M:%S")
      ? { type: "string", examples: ["09:30:00"] }
      : { type: "string" };
  }
  return field instanceof forms.DurationField
    ? { type: "string", examples: ["1 02:30:00", "PT2H30M"] }
    : undefined;
}

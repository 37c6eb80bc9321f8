import type { EntityProperty } from "@mikro-orm/core";
import type { CheckMessage } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { descriptionOf } from "../field-options.ts";
import { convert } from "../validation/convert.ts";
import type { CheckedModel } from "./check-models.ts";

/** What every object has besides its fields. */
const taken: ReadonlySet<string> = new Set([
  "objects",
  "save",
  "delete",
  "refreshFromDb",
  "fullClean",
  "clean",
  "toString",
  "constructor",
]);

/** A field's name, its options, and whether its default is one of its values. */
export function checkField(
  { label }: CheckedModel,
  name: string,
  property: EntityProperty,
): readonly CheckMessage[] {
  const found: CheckMessage[] = [];
  const object = `${label}.${name}`;
  const error = (id: string, message: string, hint?: string): void => {
    found.push({ level: "ERROR", id, message, object, ...(hint !== undefined && { hint }) });
  };
  if (name.endsWith("_")) error("fields.E001", "Field names must not end with an underscore.");
  if (name.includes("__")) error("fields.E002", 'Field names must not contain "__".');
  if (name === "pk")
    error("fields.E003", "'pk' is a reserved word that cannot be used as a field name.");
  if (taken.has(name)) {
    error(
      "mkweb.E001",
      `'${name}' is what every object has already.`,
      "Give the field another name; `.fieldName()` keeps its column's.",
    );
  }
  if (property.primary && property.nullable) {
    error(
      "fields.E007",
      "Primary keys must not have null=True.",
      "Remove .nullable() from the field.",
    );
  }
  checkLength(property, error);
  checkDecimal(property, error);
  checkDefault(property, error);
  return found;
}

type Report = (id: string, message: string, hint?: string) => void;

function checkLength(property: EntityProperty, error: Report): void {
  const description = descriptionOf(property);
  if (!description || !["char", "email", "slug", "url"].includes(description.kind)) return;
  const { length } = property;
  if (length === undefined) {
    error(
      "fields.E120",
      "CharFields must define a 'max_length' attribute.",
      "Say how many characters: fields.char(200).",
    );
    return;
  }
  if (!Number.isInteger(length) || length <= 0) {
    error("fields.E121", "'max_length' must be a positive integer.");
    return;
  }
  const values = (description.choices ?? []).map((choice: unknown) =>
    Array.isArray(choice) ? choice[0] : choice,
  );
  const longest = Math.max(0, ...values.map((value) => String(value).length));
  if (longest > length) {
    error(
      "fields.E009",
      `'max_length' is too small to fit the longest value in 'choices' (${longest} characters).`,
    );
  }
}

function checkDecimal(property: EntityProperty, error: Report): void {
  if (descriptionOf(property)?.kind !== "decimal") return;
  const { precision, scale } = property;
  if (scale === undefined)
    error("fields.E130", "DecimalFields must define a 'decimal_places' attribute.");
  else if (!Number.isInteger(scale) || scale < 0)
    error("fields.E131", "'decimal_places' must be a non-negative integer.");
  if (precision === undefined)
    error("fields.E132", "DecimalFields must define a 'max_digits' attribute.");
  else if (!Number.isInteger(precision) || precision <= 0)
    error("fields.E133", "'max_digits' must be a positive integer.");
  else if (precision < (scale ?? 0))
    error("fields.E134", "'max_digits' must be greater or equal to 'decimal_places'.");
}

function checkDefault(property: EntityProperty, error: Report): void {
  const description = descriptionOf(property);
  const value: unknown = property.default;
  if (!description || value === undefined || value === null) return;
  if (description.autoNow || description.autoNowAdd) {
    const message =
      "The options autoNow, autoNowAdd, and default are mutually exclusive. Only one of these options may be present.";
    error("fields.E160", message);
    return;
  }
  const choices = description.choices?.map((choice: unknown) =>
    Array.isArray(choice) ? choice[0] : choice,
  );
  const hint = "Give .default() a value of the field's kind.";
  if (choices && !choices.includes(value)) {
    error(
      "mkweb.E002",
      `The default ${JSON.stringify(value)} is none of the field's choices.`,
      hint,
    );
    return;
  }
  try {
    const converted = convert(description.kind, value);
    if (typeof converted === typeof value) return;
    error("mkweb.E002", `The default ${JSON.stringify(value)} is a ${typeof value}.`, hint);
  } catch (cause) {
    if (!(cause instanceof ValidationError)) throw cause;
    error("mkweb.E002", `The default does not fit: ${cause.messages.join(" ")}`, hint);
  }
}

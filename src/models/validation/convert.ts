import { columnType } from "../../query/index.ts";
import { ValidationError } from "../../validators/index.ts";
import type { FieldKind } from "../fields/declaration.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { said } from "./words.ts";

const anyDecimal = columnType("decimal");

/**
 * Converts a value for its field: Django's `to_python`. `"5"` becomes 5 for an integer.
 *
 * @throws {ValidationError} If it cannot be converted; with Django's message or the field's own.
 */
export function convert(field: FieldInfo, value: unknown): unknown {
  try {
    // Validators check the number of digits.
    return field.type.kind === "decimal" ? anyDecimal.prepare(value) : field.type.prepare(value);
  } catch (cause) {
    if (!(cause instanceof TypeError) && !(cause instanceof RangeError)) throw cause;
    const whole = /integer$/i.test(field.type.kind) ? wholeNumber(value) : undefined;
    if (whole !== undefined) return whole;
    throw refusal(field, value);
  }
}

/** Parses an integer of any size, whose range validators check. */
function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  return typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)
    ? BigInt(value.trim().replace(/^\+/, ""))
    : undefined;
}

function refusal({ declaration, target, nullable }: FieldInfo, value: unknown): ValidationError {
  const kind = target ? target.declaration.kind : declaration.kind;
  const [code, usual] = wordsFor(kind, said(value), nullable);
  const message = declaration.errorMessages?.[code] ?? usual;
  const protocol = declaration.protocol ?? "both";
  const names = protocol === "both" ? "IPv4 or IPv6" : protocol;
  return new ValidationError(message, { code, params: { value: said(value), protocol: names } });
}

type Words = readonly [code: string, message: string];

const DATE = "YYYY-MM-DD";
const TIME = "HH:MM[:ss[.uuuuuu]]";

function wordsFor(kind: FieldKind, value: string, nullable: boolean): Words {
  if (kind === "date") return dateWords(value, DATE, "an invalid date format");
  if (kind === "datetime") return datetimeWords(value);
  if (kind === "time") return timeWords(value);
  if (kind === "boolean" && nullable) {
    return ["invalid_nullable", "“%(value)s” value must be either True, False, or None."];
  }
  return ["invalid", MESSAGES[kind] ?? "“%(value)s” value is not valid."];
}

const INTEGER = "“%(value)s” value must be an integer.";

const MESSAGES: { readonly [Kind in FieldKind]?: string } = {
  array: "The value must be a list whose items fit the field.",
  auto: INTEGER,
  bigAuto: INTEGER,
  bigInteger: INTEGER,
  boolean: "“%(value)s” value must be either True or False.",
  decimal: "“%(value)s” value must be a decimal number.",
  duration:
    "“%(value)s” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format.",
  float: "“%(value)s” value must be a float.",
  genericIPAddress: "Enter a valid %(protocol)s address.",
  integer: INTEGER,
  json: "Value must be valid JSON.",
  positiveBigInteger: INTEGER,
  positiveInteger: INTEGER,
  positiveSmallInteger: INTEGER,
  smallAuto: INTEGER,
  smallInteger: INTEGER,
  uuid: "“%(value)s” is not a valid UUID.",
};

function dateWords(value: string, format: string, problem: string): Words {
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(value)) {
    const message = `“%(value)s” value has the correct format (${DATE}) but it is an invalid date.`;
    return ["invalid_date", message];
  }
  return ["invalid", `“%(value)s” value has ${problem}. It must be in ${format} format.`];
}

function datetimeWords(value: string): Words {
  const format = `${DATE} ${TIME}[TZ]`;
  if (/^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2}/.test(value)) {
    const message = `“%(value)s” value has the correct format (${format}) but it is an invalid date/time.`;
    return ["invalid_datetime", message];
  }
  return dateWords(value, format, "an invalid format");
}

function timeWords(value: string): Words {
  if (/^\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,6}\d{0,6})?)?$/.test(value)) {
    const message = `“%(value)s” value has the correct format (${TIME}) but it is an invalid time.`;
    return ["invalid_time", message];
  }
  return ["invalid", `“%(value)s” value has an invalid format. It must be in ${TIME} format.`];
}

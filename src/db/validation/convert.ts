import { ValidationError } from "../../validators/index.ts";
import type { FieldKind } from "../field-options.ts";

type Converter = (value: unknown) => unknown;

/**
 * A value as the kind of field holds it: Django's `to_python`. `"5"` becomes 5 for an integer.
 *
 * @param messages The field's own, by code.
 * @throws {ValidationError} It cannot be one.
 */
export function convert(
  kind: FieldKind,
  value: unknown,
  messages: Readonly<Record<string, string>> = {},
): unknown {
  const converter = converters[kind];
  if (!converter) return value;
  try {
    return converter(value);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const message = messages[error.code] ?? error.message;
    throw new ValidationError(message, { code: error.code, params: { value: said(value) } });
  }
}

class Refused extends Error {
  readonly code: string;

  constructor(message: string, code = "invalid") {
    super(message);
    this.code = code;
  }
}

const text: Converter = (value) => (typeof value === "string" ? value : said(value));

const integer: Converter = (value) => {
  const isNumber = typeof value === "number" && Number.isFinite(value);
  if (isNumber) return Math.trunc(value);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw new Refused("“%(value)s” value must be an integer.");
};

const converters: { readonly [Kind in FieldKind]?: Converter } = {
  char: text,
  text,
  email: text,
  slug: text,
  url: text,
  choice: text,
  integer,
  smallInteger: integer,
  bigInteger: integer,
  positiveInteger: integer,
  positiveSmallInteger: integer,
  positiveBigInteger: integer,
  float(value) {
    const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
    if (Number.isFinite(number)) return number;
    throw new Refused("“%(value)s” value must be a float.");
  },
  decimal(value) {
    const words = said(value).trim();
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(words)) return words;
    throw new Refused("“%(value)s” value must be a decimal number.");
  },
  boolean(value) {
    if (value === true || value === 1 || ["t", "True", "1"].includes(said(value))) return true;
    if (value === false || value === 0 || ["f", "False", "0"].includes(said(value))) return false;
    throw new Refused("“%(value)s” value must be either True or False.");
  },
  date(value) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      return value.toISOString().slice(0, 10);
    }
    const [, ...parts] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said(value)) ?? [];
    const [year = 0, month = 0, day = 0] = parts.map(Number);
    if (parts.length === 0) {
      throw new Refused(
        "“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format.",
      );
    }
    const date = new Date(Date.UTC(year, month - 1, day));
    if (year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day) {
      return `${parts[0]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    }
    throw new Refused(
      "“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
      "invalid_date",
    );
  },
  datetime(value) {
    const date = value instanceof Date ? value : momentIn(said(value));
    if (date && !Number.isNaN(date.getTime())) return date;
    throw new Refused(
      "“%(value)s” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
    );
  },
  time(value) {
    const [, hours, minutes, seconds] =
      /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,6})?)?$/.exec(said(value)) ?? [];
    if (hours === undefined) {
      throw new Refused(
        "“%(value)s” value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.",
      );
    }
    if (Number(hours) < 24 && Number(minutes) < 60 && Number(seconds ?? 0) < 60) return value;
    throw new Refused(
      "“%(value)s” value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time.",
      "invalid_time",
    );
  },
  uuid(value) {
    const digits = said(value)
      .replace(/^urn:uuid:|[{}-]/gi, "")
      .toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(digits)) throw new Refused("“%(value)s” is not a valid UUID.");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  },
  json(value) {
    if (isJson(value)) return value;
    throw new Refused("Value must be valid JSON.");
  },
};

/** A moment in text; one without a time zone is in UTC. */
function momentIn(value: string): Date | undefined {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
      value,
    );
  if (!parts) return undefined;
  const [, day, time = "00:00", zone = "Z"] = parts;
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2").replace(/^([+-]\d{2})$/, "$1:00");
  return new Date(`${day}T${time.padStart(5, "0")}${offset}`);
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

function said(value: unknown): string {
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    return JSON.stringify(value);
  }
  return String(value);
}

import type { Column } from "./table.ts";

/** A field as source code. */
export interface FieldCode {
  /** `fields.char(200)` */
  readonly code: string;
  /** A note about what was guessed. */
  readonly remark?: string;
}

/** The field for a column without a relation, without the options that all kinds share. */
export function fieldType({ type, choices }: Column, vendor: "sqlite" | "postgresql"): FieldCode {
  if (choices) return { code: `fields.choice(${JSON.stringify(choices).replaceAll(",", ", ")})` };
  const [, name = "", first, second, rest = ""] =
    /^([a-z_ ]*[a-z_])(?: ?\((\d+)(?:, ?(\d+))?\))?(.*)$/.exec(type) ?? [];
  const base = `${name}${rest}`;
  const length = first === undefined ? undefined : Number(first);
  // Both Django and mkweb use such a column only for UUIDs.
  if (vendor === "sqlite" && base === "char" && length === 32) return { code: "fields.uuid()" };
  if (texts.has(base)) {
    if (length !== undefined) return { code: `fields.char(${length})` };
    return { code: "fields.text()", ...guess(type) };
  }
  if (base === "decimal" || base === "numeric") {
    if (length !== undefined) return decimal(length, Number(second ?? 0));
    const remark =
      "maxDigits and decimalPlaces have been guessed: the database does not store them.";
    return { ...decimal(10, 5), remark };
  }
  const known = kinds[base];
  if (known !== undefined) return { code: known };
  const near = similar[base];
  return near === undefined
    ? { code: "fields.text()", ...guess(type) }
    : { code: near, remark: `The column is "${type}".` };
}

const texts = new Set(["varchar", "character varying", "char", "character", "bpchar"]);

const kinds: Readonly<Record<string, string>> = {
  text: "fields.text()",
  integer: "fields.integer()",
  int: "fields.integer()",
  bigint: "fields.bigInteger()",
  bool: "fields.boolean()",
  boolean: "fields.boolean()",
  real: "fields.float()",
  double: "fields.float()",
  "double precision": "fields.float()",
  float: "fields.float()",
  date: "fields.date()",
  datetime: "fields.datetime()",
  "timestamp with time zone": "fields.datetime()",
  time: "fields.time()",
  "time without time zone": "fields.time()",
  json: "fields.json<unknown>()",
  jsonb: "fields.json<unknown>()",
  uuid: "fields.uuid()",
  smallint: "fields.smallInteger()",
  "smallint unsigned": "fields.positiveSmallInteger()",
  "integer unsigned": "fields.positiveInteger()",
  "bigint unsigned": "fields.positiveBigInteger()",
  interval: "fields.duration()",
  inet: "fields.genericIPAddress()",
  blob: "fields.binary()",
  bytea: "fields.binary()",
};

/** Types that no field creates, and a field that can hold their values. */
const similar: Readonly<Record<string, string>> = {
  tinyint: "fields.integer()",
  mediumint: "fields.integer()",
  "timestamp without time zone": "fields.datetime()",
  timestamp: "fields.datetime()",
};

function decimal(maxDigits: number, decimalPlaces: number): FieldCode {
  return { code: `fields.decimal({ maxDigits: ${maxDigits}, decimalPlaces: ${decimalPlaces} })` };
}

function guess(type: string): Pick<FieldCode, "remark"> {
  const shown = type === "" ? "no type" : `"${type}"`;
  return { remark: `This field type is a guess: the column has ${shown}.` };
}

/** `.dbDefault(0)`, for a default that is a plain value of the field's kind. */
export function defaultCode({ default: sql }: Column, code: string): string {
  if (sql === undefined) return "";
  const text = /^'((?:[^']|'')*)'$/.exec(sql)?.[1]?.replaceAll("''", "'");
  if (/^fields\.(?:char|text|choice)\(/.test(code) && text !== undefined) {
    return `.dbDefault(${JSON.stringify(text)})`;
  }
  if (/^fields\.(?:integer|bigInteger|float)\(/.test(code) && /^-?\d+(?:\.\d+)?$/.test(sql)) {
    return `.dbDefault(${sql})`;
  }
  if (code === "fields.boolean()" && /^(?:true|false|0|1)$/i.test(sql)) {
    return `.dbDefault(${/^(?:true|1)$/i.test(sql)})`;
  }
  return "";
}

import { NotSupportedError } from "../../connections/index.ts";
import type { ColumnType } from "../meta.ts";
import { pythonJson } from "../types/python-json.ts";
import {
  BOOLEAN,
  DATE,
  HOLE,
  INTEGER,
  JSON_TYPE,
  TEXT,
  TIME,
  concat,
  quoteText,
  wrap,
  type Sql,
} from "../compile/sql.ts";
import type { Dialect } from "./dialect.ts";
import { sqliteFunctions } from "./sqlite-functions.ts";

const LIMITS: readonly [bigint, bigint] = [-(2n ** 63n), 2n ** 63n - 1n];

const CASTS: Partial<Record<ColumnType["kind"], string>> = {
  bigInteger: "integer",
  binary: "blob",
  boolean: "bool",
  decimal: "decimal",
  duration: "bigint",
  float: "real",
  integer: "integer",
  positiveBigInteger: "integer",
  positiveInteger: "integer",
  positiveSmallInteger: "integer",
  smallInteger: "integer",
};

/** Node binds every number as a float, which divides differently. */
const LITERALS: Partial<Record<ColumnType["kind"], string>> = {
  bigInteger: "INTEGER",
  decimal: "NUMERIC",
  duration: "INTEGER",
  float: "REAL",
  integer: "INTEGER",
};

export const sqlite: Dialect = {
  vendor: "sqlite",
  placeholder: () => "?",
  // SQLite plans by the value of a plain `?` there, and so would compile the statement anew at each execution.
  limit: (hole) => `+${hole}`,
  noLimit: "-1",
  like: (_, left, right) => `${left.text} LIKE ${right} ESCAPE '\\'`,
  regex: (left, right, ignoreCase) =>
    `mkweb_regexp(${right}, ${left.text}, ${ignoreCase ? "1" : "0"})`,
  pattern: (source) => source,
  castText: (text) => text,
  inList: (left, hole) => {
    const text = left.type.kind === "binary" ? `QUOTE(${left.text})` : left.text;
    return `${text} IN (SELECT value FROM json_each(${hole}))`;
  },
  bindList: (values) => `[${values.map(listMember).join(",")}]`,
  typed: (hole) => hole,
  literal: (type) => {
    const cast = LITERALS[type.kind];
    return cast ? `CAST(${HOLE} AS ${cast})` : HOLE;
  },
  castType: (type) => CASTS[type.kind] ?? "text",
  extract: (part, operand, zone) => datePart(part, operand, zone, partType(part)),
  truncate: (to, operand, type, zone) => datePart(`trunc_${to}`, operand, zone, type),
  integerRange: () => LIMITS,
  functions: sqliteFunctions,
  aggregates: {
    StdDev: "mkweb_stddev_pop",
    StdDevSample: "mkweb_stddev_samp",
    Variance: "mkweb_var_pop",
    VarianceSample: "mkweb_var_samp",
    AnyValue: "mkweb_any_value",
    StringAgg: "GROUP_CONCAT",
  },
  arithmetic,
  jsonMember: (base, path) => {
    const place = quoteText(jsonPath(path));
    const type = `JSON_TYPE(${base.text}, ${place})`;
    const text = `(CASE WHEN ${type} IN ('false','true','null') THEN ${type} ELSE JSON_EXTRACT(${base.text}, ${place}) END)`;
    const member: ColumnType = {
      ...JSON_TYPE,
      fromDatabase: { ...JSON_TYPE.fromDatabase, sqlite: readMember },
    };
    return { ...concat("", [base, base, base], member), text };
  },
  jsonText: (base, path) => ({ ...sqlite.jsonMember(base, path), type: TEXT }),
  jsonHas: (base, path, asKey) =>
    wrap("JSON_TYPE(", base, `, ${quoteText(jsonPath(path, asKey))}) IS NOT NULL`, BOOLEAN),
  jsonRight: (operator, isMember, word) => {
    if (word !== undefined) return quoteText(word);
    return isMember && operator === "=" ? `JSON_EXTRACT(${HOLE}, '$')` : HOLE;
  },
  jsonBound: (operator, isMember, value) => {
    if (operator === "in") {
      return isMember ? pythonJson(value) : JSON.stringify((value as unknown[]).map(pythonJson));
    }
    if (!isMember || operator === "=") return pythonJson(value);
    return typeof value === "number" || typeof value === "string" ? value : pythonJson(value);
  },
  jsonInList: (left, isMember, hole) => {
    const value = isMember
      ? "CASE WHEN type IN ('false','true','null') THEN type ELSE value END"
      : "value";
    return `${left.text} IN (SELECT ${value} FROM json_each(${hole}))`;
  },
  supports: { distinctOn: false, lock: false, slicedParts: false, arrays: false },
};

/** A member of a list bound as JSON, which lacks bytes and infinity, but has numbers of any size. */
function listMember(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (value === Infinity || value === -Infinity) return value > 0 ? "1e999" : "-1e999";
  if (value instanceof Uint8Array) return JSON.stringify(quotedBytes(value));
  return JSON.stringify(value);
}

/** As SQLite's QUOTE() writes them; HEX() does not tell null from an empty value. */
const quotedBytes = (bytes: Uint8Array): string =>
  `X'${Buffer.from(bytes).toString("hex").toUpperCase()}'`;

/** Dates are computed by a function that `sqlite-teach.ts` adds to each connection. */
function datePart(
  name: string,
  operand: Sql,
  zone: (() => Sql) | undefined,
  type: ColumnType,
): Sql {
  const isMoment = operand.type.kind === "datetime" && zone;
  const where = isMoment ? zone() : { text: "''", binds: [], type: TEXT };
  return wrap(`mkweb_date(${quoteText(name)}, `, concat(", ", [operand, where], type), ")");
}

function partType(part: string): ColumnType {
  if (part === "date") return DATE;
  return part === "time" ? TIME : INTEGER;
}

function jsonPath(path: readonly string[], asKey = false): string {
  return path.reduce((text, name, at) => {
    const isPlace = /^\d+$/.test(name) && !(asKey && at === path.length - 1);
    return text + (isPlace ? `[${name}]` : `.${JSON.stringify(name)}`);
  }, "$");
}

/** SQLite returns JSON's texts and numbers as its own types, and objects as texts. */
function readMember(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

function arithmetic(operator: string, left: Sql, right: Sql, type: ColumnType): Sql {
  if (operator === "**") return wrap("POWER(", concat(", ", [left, right], type), ")");
  if (operator === "#") return wrap("mkweb_bitxor(", concat(", ", [left, right], type), ")");
  if (type.kind === "datetime" || type.kind === "date" || left.type.kind === "time") {
    return moved(operator, left, right, type);
  }
  if (type.kind === "duration" && left.type.kind !== "duration" && right.type.kind !== "duration") {
    return wrap("mkweb_timediff(", concat(", ", [left, right], type), ")");
  }
  return wrap("(", concat(` ${operator} `, [left, right], type), ")");
}

function moved(operator: string, left: Sql, right: Sql, type: ColumnType): Sql {
  if (left.type.kind === "duration") {
    if (operator !== "+") throw new NotSupportedError("A date cannot be taken from a duration.");
    return moved(operator, right, left, type);
  }
  if (right.type.kind !== "duration") {
    throw new NotSupportedError("A date or a moment is moved by a Duration only.");
  }
  const by = operator === "-" ? wrap("-(", right, ")") : right;
  return wrap("mkweb_moved(", concat(", ", [left, by], type), `, ${quoteText(type.kind)})`);
}

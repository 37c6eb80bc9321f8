import { NotSupportedError } from "../../connections/index.ts";
import type { ColumnType } from "../meta.ts";
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
import { postgresqlFunctions } from "./postgresql-functions.ts";
import { postgresqlTypes } from "./postgresql-types.ts";

const INT2: readonly [bigint, bigint] = [-32_768n, 32_767n];
const INT4: readonly [bigint, bigint] = [-2_147_483_648n, 2_147_483_647n];
const INT8: readonly [bigint, bigint] = [-(2n ** 63n), 2n ** 63n - 1n];

const PARTS: Readonly<Record<string, string>> = {
  year: "YEAR",
  isoYear: "ISOYEAR",
  quarter: "QUARTER",
  month: "MONTH",
  week: "WEEK",
  isoWeekDay: "ISODOW",
  day: "DAY",
  hour: "HOUR",
  minute: "MINUTE",
};

export const postgresql: Dialect = {
  vendor: "postgresql",
  placeholder: (number) => `$${number}`,
  limit: (hole) => hole,
  noLimit: "ALL",
  like: (lookup, left, right) => {
    const text = asText(left);
    const pattern = right === HOLE ? `${right}::text` : right;
    return lookup.startsWith("i")
      ? `UPPER(${text}) LIKE UPPER(${pattern}) ESCAPE '\\'`
      : `${text} LIKE ${pattern} ESCAPE '\\'`;
  },
  regex: (left, right, ignoreCase) => `${asText(left)} ${ignoreCase ? "~*" : "~"} ${right}`,
  pattern: (source) => source,
  castText: (text) => `(${text})::text`,
  inList: (left, hole) => `${left.text} = ANY(${hole}::${typeName(left.type)}[])`,
  bindList: (values) => values,
  typed: (hole, type) => (type.kind === "json" ? `${hole}::jsonb` : hole),
  literal: (type, isLarge) => {
    const name = type.kind === "char" ? "text" : typeName(type);
    return `CAST(${HOLE} AS ${isLarge ? "bigint" : name})`;
  },
  castType: typeName,
  extract,
  truncate: (to, operand, type, zone) => {
    const isMoment = operand.type.kind === "datetime";
    const local = isMoment ? inZone(operand, zone) : operand;
    const cut = wrap(`DATE_TRUNC('${to}', `, local, ")");
    if (type.kind === "date") return wrap("(", cut, ")::date", type);
    if (operand.type.kind === "time") return wrap("(", cut, ")::time", type);
    return isMoment || type.kind === "datetime"
      ? {
          ...(["hour", "minute", "second"].includes(to) ? earlier(cut, zone) : inZone(cut, zone)),
          type,
        }
      : wrap("", cut, "", type);
  },
  integerRange: (type) => {
    if (/small/i.test(type.kind)) return INT2;
    return /^(?:positiveI|i)nteger$/.test(type.kind) ? INT4 : INT8;
  },
  functions: postgresqlFunctions,
  aggregates: {
    StdDev: "STDDEV_POP",
    StdDevSample: "STDDEV_SAMP",
    Variance: "VAR_POP",
    VarianceSample: "VAR_SAMP",
    AnyValue: "(ARRAY_AGG",
    ArrayAgg: "ARRAY_AGG",
    StringAgg: "STRING_AGG",
  },
  arithmetic,
  jsonMember: (base, path) => wrap("(", base, ` #> ${pathArray(path)})`, JSON_TYPE),
  jsonText: (base, path) => wrap("(", base, ` #>> ${pathArray(path)})`, TEXT),
  jsonHas: (base, path, asKey) => {
    const last = path.at(-1) ?? "";
    const before = path.slice(0, -1);
    const inside = before.length > 0 ? wrap("(", base, ` #> ${pathArray(before)})`) : base;
    if (!asKey && /^\d+$/.test(last)) {
      return wrap("(", base, ` #> ${pathArray(path)}) IS NOT NULL`, BOOLEAN);
    }
    return wrap("", inside, ` ? ${quoteText(last)}`, BOOLEAN);
  },
  jsonRight: (_operator, _isMember, word) =>
    word === undefined ? `${HOLE}::jsonb` : `'${word}'::jsonb`,
  jsonBound: (operator, _isMember, value) =>
    operator === "in"
      ? (value as unknown[]).map((each) => JSON.stringify(each))
      : JSON.stringify(value),
  jsonInList: (left, _isMember, hole) => `${left.text} = ANY(${hole}::jsonb[])`,
  jsonContains: (left, right, isContained) => `${left.text} ${isContained ? "<@" : "@>"} ${right}`,
  supports: { distinctOn: true, lock: true, slicedParts: true, arrays: true },
};

function typeName(type: ColumnType): string {
  if (type.kind === "array" && type.element) return `${typeName(type.element)}[]`;
  if (type.kind === "decimal" && type.maxDigits !== undefined) {
    return `numeric(${type.maxDigits}, ${type.decimalPlaces ?? 0})`;
  }
  if (type.kind === "char" && type.maxLength !== undefined) return `varchar(${type.maxLength})`;
  return postgresqlTypes[type.kind];
}

const asText = (operand: Sql): string =>
  operand.type.kind === "text" || operand.type.kind === "char"
    ? `${operand.text}::text`
    : `(${operand.text})::text`;

function pathArray(path: readonly string[]): string {
  return `ARRAY[${path.map(quoteText).join(", ")}]::text[]`;
}

function inZone(operand: Sql, zone: () => Sql): Sql {
  return wrap("(", concat(" AT TIME ZONE ", [operand, zone()], operand.type), ")");
}

/** PostgreSQL takes the later instant of a repeated hour; Django takes the earlier one. */
function earlier(local: Sql, zone: () => Sql): Sql {
  const before = wrap(
    "(",
    inZone(wrap("(", local, " - interval '3 hours')"), zone),
    " + interval '3 hours')",
  );
  const isReal = concat(" = ", [inZone(before, zone), local], BOOLEAN);
  const least = wrap("LEAST(", concat(", ", [before, inZone(local, zone)], local.type), ")");
  const parts = [
    wrap("CASE WHEN ", isReal, " THEN "),
    least,
    wrap(" ELSE ", inZone(local, zone), " END"),
  ];
  return concat("", parts, local.type);
}

function extract(part: string, operand: Sql, zone: () => Sql): Sql {
  const local = operand.type.kind === "datetime" ? inZone(operand, zone) : operand;
  if (part === "date") return wrap("", local, "::date", DATE);
  if (part === "time") return wrap("", local, "::time", TIME);
  if (part === "weekDay") return wrap("(EXTRACT(DOW FROM ", local, ") + 1)::integer", INTEGER);
  if (part === "second") return wrap("FLOOR(EXTRACT(SECOND FROM ", local, "))::integer", INTEGER);
  return wrap(`EXTRACT(${PARTS[part] ?? "YEAR"} FROM `, local, ")::integer", INTEGER);
}

function arithmetic(operator: string, left: Sql, right: Sql, type: ColumnType): Sql {
  if (operator === "**") return wrap("POWER(", concat(", ", [left, right], type), ")");
  const isDay = left.type.kind === "date" && right.type.kind === "date";
  if (isDay && operator === "-") {
    return wrap("(interval '1 day' * (", concat(" - ", [left, right], type), "))");
  }
  if (isDay) throw new NotSupportedError("Two days cannot be added.");
  return wrap("(", concat(` ${operator} `, [left, right], type), ")");
}

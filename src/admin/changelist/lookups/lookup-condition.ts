/** Converts a query's lookups and values to conditions. Only names listed here become operators. */
import type { Condition } from "../../../query/index.ts";
import {
  columnType,
  contains,
  date,
  day,
  endsWith,
  exact,
  gt,
  gte,
  hour,
  iContains,
  iEndsWith,
  iExact,
  iRegex,
  isIn,
  isNull,
  isoWeekDay,
  isoYear,
  iStartsWith,
  lt,
  lte,
  minute,
  month,
  or,
  quarter,
  regex,
  second,
  startsWith,
  time,
  week,
  weekDay,
  year,
  type ColumnType,
  type Lookup,
} from "../../../query/index.ts";
import type { ModelInfo } from "../../../models/index.ts";
import { IncorrectLookupParameters } from "../errors.ts";
import { lookupPath, type LookupPath } from "./lookup-path.ts";

type Make = (value: unknown) => Lookup;

const comparisons: Readonly<Record<string, Make>> = { exact, gt, gte, lt, lte };

const ofTexts: Readonly<Record<string, Make>> = {
  contains,
  endswith: endsWith,
  icontains: iContains,
  iendswith: iEndsWith,
  iexact: iExact,
  iregex: iRegex,
  istartswith: iStartsWith,
  regex,
  startswith: startsWith,
};

const integer = columnType("integer");

const ofDays: Readonly<Record<string, readonly [Make, ColumnType]>> = {
  day: [day, integer],
  iso_week_day: [isoWeekDay, integer],
  iso_year: [isoYear, integer],
  month: [month, integer],
  quarter: [quarter, integer],
  week: [week, integer],
  week_day: [weekDay, integer],
  year: [year, integer],
};

const ofClocks: Readonly<Record<string, readonly [Make, ColumnType]>> = {
  hour: [hour, integer],
  minute: [minute, integer],
  second: [second, integer],
};

/** Parts of values by type of value. */
const parts: Readonly<Record<string, Readonly<Record<string, readonly [Make, ColumnType]>>>> = {
  date: ofDays,
  time: ofClocks,
  datetime: {
    ...ofDays,
    ...ofClocks,
    date: [date, columnType("date")],
    time: [time, columnType("time")],
  },
};

/** Type of annotations: the database decides. */
const annotated: Pick<ColumnType, "kind" | "prepare"> = { kind: "json", prepare: (value) => value };

/**
 * Returns the condition on an annotation: `n_books__gt=2` for the name `nBooks`.
 *
 * @throws {IncorrectLookupParameters} If the comparison is unknown.
 */
export function annotationCondition(
  name: string,
  lookup: string,
  values: readonly unknown[],
): Condition {
  const [, ...rest] = lookup.split("__");
  return anyOf(values, (value) => ({ [name]: leaf(annotated, rest, value, ",") }));
}

/**
 * Returns the condition of a lookup with several values, of which one must match.
 *
 * @param separator Separates the values of `…__in`. Default `,`.
 * @throws {IncorrectLookupParameters} If the lookup is unknown or a value is invalid.
 */
export function lookupCondition(
  model: ModelInfo,
  lookup: string,
  values: readonly unknown[],
  separator = ",",
): Condition {
  const path = lookupPath(model, lookup);
  const type = valueType(path);
  if (!type) throw new IncorrectLookupParameters();
  return anyOf(values, (value) => nested(path, leaf(type, path.rest, value, separator)));
}

function anyOf(values: readonly unknown[], make: (value: unknown) => Condition): Condition {
  const each = values.map((value) => {
    try {
      return make(value);
    } catch (error) {
      if (error instanceof TypeError) throw new IncorrectLookupParameters(error);
      throw error;
    }
  });
  return each.length === 1 && each[0] ? each[0] : or(...each);
}

/** Returns the type of a lookup's last name; a relation has that of the key it refers to. */
function valueType({ parts: names }: LookupPath): ColumnType | undefined {
  const last = names.at(-1);
  return last?.field?.type ?? last?.relation?.model.primaryKey.type;
}

function nested({ parts: names }: LookupPath, value: Lookup): Condition {
  return names.reduceRight<unknown>((inner, { name }) => ({ [name]: inner }), value) as Condition;
}

function leaf(
  type: Pick<ColumnType, "kind" | "prepare">,
  rest: readonly string[],
  value: unknown,
  separator: string,
): Lookup {
  const [name = "exact", ...more] = rest;
  const part = Object.hasOwn(parts, type.kind) ? parts[type.kind]?.[name] : undefined;
  if (part) return part[0](leaf(part[1], more, value, separator));
  if (more.length > 0) throw new TypeError(`'${name}' has no parts`);
  const compare = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (compare) return compare(prepared(type, value));
  const ofText = Object.hasOwn(ofTexts, name) ? ofTexts[name] : undefined;
  if (ofText) return ofText(String(value));
  if (name === "in") return isIn(listIn(value, separator).map((each) => prepared(type, each)));
  if (name === "isnull") return isNull(truth(value));
  throw new TypeError(`unknown lookup '${name}'`);
}

function listIn(value: unknown, separator: string): readonly unknown[] {
  return typeof value === "string"
    ? value.split(separator)
    : Array.isArray(value)
      ? value
      : [value];
}

/** Converts a query's value to a boolean. */
export function truth(value: unknown): boolean {
  return !["", "false", "0"].includes(String(value).toLowerCase());
}

/** Converts a value for a column. An integer that no column can hold matches no row. */
function prepared(
  { kind, prepare }: Pick<ColumnType, "kind" | "prepare">,
  value: unknown,
): unknown {
  if (typeof value === "string" && kind.toLowerCase().includes("integer")) {
    if (!/^\s*[-+]?\d+\s*$/.test(value)) throw new TypeError("expected a whole number");
    return value;
  }
  return prepare(value);
}

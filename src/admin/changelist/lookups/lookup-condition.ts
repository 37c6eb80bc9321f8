/** Conditions that a query's lookups and values stand for. Only names that are listed here become operators. */
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

/** Parts of values by the kind of value. */
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

/** The kind of a value that the rows are annotated with: what it is, the database says. */
const annotated: Pick<ColumnType, "kind" | "prepare"> = { kind: "json", prepare: (value) => value };

/**
 * The condition on a value that the rows are annotated with: `n_books__gt=2` where the name is `nBooks`.
 *
 * @throws {IncorrectLookupParameters} There is no such comparison.
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
 * The condition of a lookup and its values, of which one must hold.
 *
 * @param separator What separates the values of `…__in`. Default `,`.
 * @throws {IncorrectLookupParameters} The model has no such lookup, or a value is none of its kind.
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

/** The kind of value that the lookup's last name has: a relation's is that of the key that it goes by. */
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

/** What a query means by a yes or no. */
export function truth(value: unknown): boolean {
  return !["", "false", "0"].includes(String(value).toLowerCase());
}

/** A value of the column's kind. A whole number that no column holds is one that no row has. */
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

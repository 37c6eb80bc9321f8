import * as queries from "../../../../src/query/index.ts";
import {
  and,
  Case,
  columnType,
  Duration,
  exists,
  F,
  filteredRelation,
  jsonObject,
  outer,
  subquery,
  Value,
  When,
  window,
  type ColumnType,
  type Expression,
} from "../../../../src/query/index.ts";
import { NotOffered } from "../protocol.ts";
import { camel, camelPath } from "./spec.ts";

/** What expressions of a case need besides themselves. */
export interface ExpressionScope {
  condition(given: Given): never;
  query(given: Given): never;
  object(name: string): unknown;
  reference(model: string, pk: unknown): unknown;
}

type Given = Readonly<Record<string, unknown>>;

/** A value of a case: a plain one, a marked one, or an expression. */
export function toValue(scope: ExpressionScope, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((each) => toValue(scope, each));
  if (typeof given !== "object" || given === null) return given;
  const record = given as Given;
  const mark = Object.keys(record).find((name) => name.startsWith("$"));
  if (mark === undefined) return mapped(record, (value) => toValue(scope, value));
  const plain = plainValue(mark, record[mark]);
  if (plain !== undefined) return plain;
  const make = expressions[mark];
  if (!make) throw new NotOffered(mark);
  return make(scope, record);
}

function plainValue(mark: string, content: unknown): unknown {
  switch (mark) {
    case "$datetime":
      return new Date(String(content));
    case "$timedelta":
      return Duration.of({ seconds: Number(content) });
    case "$bytes":
      return Buffer.from(String(content), "base64");
    case "$date":
    case "$decimal":
    case "$json":
    case "$time":
    case "$uuid":
      return content;
    default:
      return undefined;
  }
}

type Make = (scope: ExpressionScope, given: Given) => unknown;

const expressions: Readonly<Record<string, Make>> = {
  $F: (_, given) => F(camelPath(String(given["$F"]))),
  $value: (scope, given) => Value(toValue(scope, given["$value"]), typeOfValue(given)),
  $op(scope, given) {
    const [operator, left, right] = given["$op"] as readonly [string, unknown, unknown];
    const made: unknown = Reflect.apply(
      Reflect.get(expressionOf(scope, left), operators[operator] ?? "") as () => unknown,
      expressionOf(scope, left),
      [toValue(scope, right)],
    );
    return typed(made as Expression, given);
  },
  $neg: (scope, given) => expressionOf(scope, given["$neg"]).negated(),
  $fn: (scope, given) => typed(called(scope, given), given),
  $agg: (scope, given) => typed(aggregate(scope, given), given),
  $case(scope, given) {
    const cases = given["$case"] as readonly (readonly [Given, unknown])[];
    const branches = cases.map(([condition, value]) =>
      When(scope.condition(condition), toValue(scope, value)),
    );
    const type = typeNamed(given["as"]);
    return Case(branches, {
      default: toValue(scope, given["default"] ?? null),
      ...(type && { type }),
    });
  },
  $subquery: (scope, given) => typed(subquery(scope.query(given["$subquery"] as Given)), given),
  $exists: (scope, given) => exists(scope.query(given["$exists"] as Given)),
  $outer: (_, given) => outer(camelPath(String(given["$outer"]))),
  $query: (scope, given) => scope.query(given["$query"] as Given),
  $q: (scope, given) => and(scope.condition(given["$q"] as Given)),
  $asc: (scope, given) => operand(scope, given["$asc"]).asc(nullsOf(given)),
  $desc: (scope, given) => operand(scope, given["$desc"]).desc(nullsOf(given)),
  $window(scope, given) {
    const list = (name: string): unknown[] =>
      [given[name] ?? []]
        .flat()
        .map((each) => (typeof each === "string" ? camelPath(each) : toValue(scope, each)));
    const rows = given["rows"] as readonly [number | null, number | null] | undefined;
    return window(toValue(scope, given["$window"]) as Expression, {
      partitionBy: list("partition_by"),
      orderBy: list("order_by"),
      ...(rows && { rows }),
    });
  },
  $filtered: (scope, given) =>
    filteredRelation(camelPath(String(given["$filtered"])), scope.condition(given["on"] as Given)),
  $obj: (scope, given) => scope.object(String(given["$obj"])),
  $ref(scope, given) {
    const [model, pk] = given["$ref"] as readonly [string, unknown];
    return scope.reference(model, toValue(scope, pk));
  },
};

const operators: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "dividedBy",
  "%": "modulo",
  "**": "power",
  "&": "bitAnd",
  "|": "bitOr",
};

/** What is no expression becomes a value. */
function expressionOf(scope: ExpressionScope, given: unknown): Expression {
  const value = toValue(scope, given);
  return (typeof value === "object" && value !== null ? value : Value(value)) as Expression;
}

/** A text is the name of a field. */
function operand(scope: ExpressionScope, given: unknown): Expression {
  return typeof given === "string" ? F(camelPath(given)) : expressionOf(scope, given);
}

function nullsOf({ nulls }: Given): { readonly nullsFirst?: true; readonly nullsLast?: true } {
  if (nulls === "first") return { nullsFirst: true };
  return nulls === "last" ? { nullsLast: true } : {};
}

function aggregate(scope: ExpressionScope, given: Given): Expression {
  const { $agg: name, of, distinct, filter, default: fallback, sample } = given;
  const options = {
    ...(distinct === true && { distinct: true }),
    ...(filter !== undefined && { filter: scope.condition(filter as Given) }),
    ...(fallback !== undefined && { default: toValue(scope, fallback) }),
    ...(sample === true && { sample: true }),
  };
  const by = of === "*" ? "*" : operand(scope, of);
  return named(camel(uncapitalized(String(name))), [by, options]);
}

const usualNames: ReadonlySet<string> = new Set(["$fn", "args", "as", "to", "tz"]);

function called(scope: ExpressionScope, given: Given): Expression {
  const name = String(given["$fn"]);
  const args = (given["args"] as readonly unknown[]).map((each) =>
    typeof each === "string" ? F(camelPath(each)) : toValue(scope, each),
  );
  const others = Object.entries(given).filter(([key]) => !usualNames.has(key));
  const zone = given["tz"] === undefined ? {} : { timeZone: String(given["tz"]) };
  const [, kind = "", part = ""] = /^(Extract|Trunc)(\w+)$/.exec(name) ?? [];
  if (kind !== "") return named(uncapitalized(kind), [uncapitalized(part), ...args, zone]);
  if (name === "JSONObject") {
    return jsonObject(
      Object.fromEntries(others.map(([key, value]) => [key, toValue(scope, value)])),
    );
  }
  if (name === "Cast") {
    const type = typeNamed(given["to"]);
    if (!type) throw new NotOffered(`Cast to ${String(given["to"])}`);
    return queries.cast(args[0], type);
  }
  return named(functions[name] ?? uncapitalized(name), [
    ...args,
    ...others.map(([, value]) => toValue(scope, value)),
  ]);
}

const functions: Readonly<Record<string, string>> = {
  ACos: "acos",
  ASin: "asin",
  ATan: "atan",
  ATan2: "atan2",
  LPad: "lPad",
  LTrim: "lTrim",
  MD5: "md5",
  RPad: "rPad",
  RTrim: "rTrim",
  SHA1: "sha1",
  SHA224: "sha224",
  SHA256: "sha256",
  SHA384: "sha384",
  SHA512: "sha512",
};

function named(name: string, args: readonly unknown[]): Expression {
  const make: unknown = Reflect.get(queries, name);
  if (typeof make !== "function") throw new NotOffered(name);
  return Reflect.apply(make, undefined, args) as Expression;
}

function typed(expression: Expression, given: Given): Expression {
  const type = typeNamed(given["as"]);
  return type ? expression.as(type) : expression;
}

/** The type that is said, or that a marked value is of. */
function typeOfValue(given: Given): ColumnType | undefined {
  const [mark = ""] = Object.keys(Object(given["$value"]));
  const isMarked = ["$date", "$time", "$uuid"].includes(mark);
  return typeNamed(given["as"] ?? (isMarked ? mark.slice(1) : undefined));
}

function typeNamed(name: unknown): ColumnType | undefined {
  if (name === undefined) return undefined;
  if (name === "decimal") return columnType("decimal", { maxDigits: 12, decimalPlaces: 2 });
  return columnType(camel(String(name)) as ColumnType["kind"]);
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function mapped(record: Given, change: (value: unknown) => unknown): Given {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

import { p, type EntityName } from "@mikro-orm/core";
import { describing, type FieldOptions } from "./field-options.ts";
import { datetime } from "./moments.ts";
import {
  PositiveBigIntegerType,
  PositiveIntegerType,
  PositiveSmallIntegerType,
} from "./orm/positive-integers.ts";

/** What happens to a row when the row it belongs to is deleted. */
export type OnDelete = "cascade" | "set null" | "set default" | "restrict" | "no action";

export interface DecimalOptions extends FieldOptions<string> {
  /** Digits in all. */
  readonly maxDigits: number;
  /** Digits behind the point. */
  readonly decimalPlaces: number;
}

export interface RelationOptions extends FieldOptions<unknown> {
  readonly onDelete: OnDelete;
}

type Options<Value> = FieldOptions<Value>;

/**
 * The kinds of fields, by Django's names. Each takes {@link FieldOptions} last, and behind it `.nullable()`,
 * `.default(value)`, `.unique()`, `.index()`, `.primary()` and `.fieldName(column)`.
 */
export const fields = {
  /** Text of at most `maxLength` characters. */
  char: <const Value extends string = string>(maxLength: number, options: Options<Value> = {}) =>
    describing("char", options, p.string().$type<Value>().length(maxLength)),
  /** Text of any length. */
  text: (options: Options<string> = {}) => describing("text", options, p.text()),
  /** An address of e-mail. */
  email: ({ maxLength = 254, ...options }: Options<string> & { maxLength?: number } = {}) =>
    describing("email", options, p.string().length(maxLength)),
  /** Letters, digits, underscores and hyphens; with an index, as in Django. */
  slug: ({ maxLength = 50, ...options }: Options<string> & { maxLength?: number } = {}) =>
    describing("slug", options, p.string().length(maxLength).index()),
  /** A URL of the web or of FTP. */
  url: ({ maxLength = 200, ...options }: Options<string> & { maxLength?: number } = {}) =>
    describing("url", options, p.string().length(maxLength)),
  /** -2,147,483,648 to 2,147,483,647. */
  integer: <const Value extends number = number>(options: Options<Value> = {}) =>
    describing("integer", options, p.integer().$type<Value>()),
  /** -32,768 to 32,767. */
  smallInteger: <const Value extends number = number>(options: Options<Value> = {}) =>
    describing("smallInteger", options, p.smallint().$type<Value>()),
  /** Whole numbers of 64 bits; as numbers, exact up to 9,007,199,254,740,991. */
  bigInteger: (options: Options<number> = {}) =>
    describing("bigInteger", options, p.bigint("number")),
  /** 0 to 2,147,483,647; the database keeps it. */
  positiveInteger: (options: Options<number> = {}) =>
    describing("positiveInteger", options, p.type(PositiveIntegerType).$type<number>()),
  /** 0 to 32,767; the database keeps it. */
  positiveSmallInteger: (options: Options<number> = {}) =>
    describing("positiveSmallInteger", options, p.type(PositiveSmallIntegerType).$type<number>()),
  /** As `bigInteger`, from 0; the database keeps it. */
  positiveBigInteger: (options: Options<number> = {}) =>
    describing("positiveBigInteger", options, p.type(PositiveBigIntegerType).$type<number>()),
  boolean: (options: Options<boolean> = {}) => describing("boolean", options, p.boolean()),
  /** An exact number, as text: `"12.50"`. */
  decimal: ({ maxDigits, decimalPlaces, ...options }: DecimalOptions) =>
    describing("decimal", options, p.decimal("string").precision(maxDigits).scale(decimalPlaces)),
  float: (options: Options<number> = {}) => describing("float", options, p.double()),
  /** A day, as text: `"2026-11-22"`. */
  date: (options: Options<string> = {}) => describing("date", options, p.date()),
  /** A moment, as a Date. With `autoNow` or `autoNowAdd` that of the last or the first `save()`. */
  datetime,
  /** A time of day, as text: `"11:33:00"`. */
  time: (options: Options<string> = {}) => describing("time", options, p.time()),
  /** Any JSON value; name its type: `fields.json<{ tags: string[] }>()`. */
  json: <T>(options: Options<T> = {}) => describing("json", options, p.json<T>()),
  uuid: (options: Options<string> = {}) => describing("uuid", options, p.uuid()),
  binary: (options: Options<Buffer> = {}) => describing("binary", options, p.blob()),
  /** One of some texts; the database keeps it. */
  choice: <const Items extends readonly string[]>(
    items: Items,
    options: Omit<Options<Items[number]>, "choices"> = {},
  ) =>
    describing<ReturnType<typeof p.enum<Items>>, Items[number]>(
      "choice",
      { ...options, choices: items },
      p.enum(items),
    ),
  /** The row of another model this one belongs to: `() => fields.foreignKey(Question, ...)`. */
  foreignKey: <Target extends EntityName>(
    model: Target,
    { onDelete, ...options }: RelationOptions,
  ) => describing("foreignKey", options, p.manyToOne(model).deleteRule(onDelete).index()),
  /** As `foreignKey`, and no two rows belong to the same one. */
  oneToOne: <Target extends EntityName>(model: Target, { onDelete, ...options }: RelationOptions) =>
    describing("oneToOne", options, p.oneToOne(model).deleteRule(onDelete).owner()),
  /** Any number of rows of another model. */
  manyToMany: <Target extends EntityName>(model: Target, options: Options<unknown> = {}) =>
    describing("manyToMany", options, p.manyToMany(model).fixedOrder()),
  /** Every row of another model that belongs to this one; no column. */
  reverse: <Target extends EntityName>(model: Target, field: string) =>
    p.oneToMany(model).mappedBy(field),
} as const;

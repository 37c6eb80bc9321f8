import { p, type EntityName } from "@mikro-orm/core";

/** What happens to a row when the row it belongs to is deleted. */
export type OnDelete = "cascade" | "set null" | "set default" | "restrict" | "no action";

/**
 * The kinds of fields, by Django's names. Each takes `.nullable()`, `.default(value)`, `.unique()`,
 * `.index()`, `.primary()` and `.fieldName(column)` behind it.
 */
export const fields = {
  /** Text of at most `maxLength` characters. */
  char: (maxLength: number) => p.string().length(maxLength),
  /** Text of any length. */
  text: () => p.text(),
  /** -2,147,483,648 to 2,147,483,647. */
  integer: () => p.integer(),
  /** Whole numbers of 64 bits; as numbers, exact up to 9,007,199,254,740,991. */
  bigInteger: () => p.bigint("number"),
  boolean: () => p.boolean(),
  /** An exact number, as text: `"12.50"`. */
  decimal: ({ maxDigits, decimalPlaces }: { maxDigits: number; decimalPlaces: number }) =>
    p.decimal("string").precision(maxDigits).scale(decimalPlaces),
  float: () => p.double(),
  /** A day, as text: `"2026-11-22"`. */
  date: () => p.date(),
  /** A moment, as a Date. */
  datetime: () => p.datetime(),
  /** A time of day, as text: `"11:33:00"`. */
  time: () => p.time(),
  /** Any JSON value; name its type: `fields.json<{ tags: string[] }>()`. */
  json: <T>() => p.json<T>(),
  uuid: () => p.uuid(),
  binary: () => p.blob(),
  /** One of some texts. */
  choice: <const Items extends readonly string[]>(items: Items) => p.enum(items),
  /** The row of another model this one belongs to: `() => fields.foreignKey(Question, ...)`. */
  foreignKey: <Target extends EntityName>(model: Target, { onDelete }: { onDelete: OnDelete }) =>
    p.manyToOne(model).deleteRule(onDelete).index(),
  /** As `foreignKey`, and no two rows belong to the same one. */
  oneToOne: <Target extends EntityName>(model: Target, { onDelete }: { onDelete: OnDelete }) =>
    p.oneToOne(model).deleteRule(onDelete).owner(),
  /** Any number of rows of another model. */
  manyToMany: <Target extends EntityName>(model: Target) => p.manyToMany(model).fixedOrder(),
  /** Every row of another model that belongs to this one; no column. */
  reverse: <Target extends EntityName>(model: Target, field: string) =>
    p.oneToMany(model).mappedBy(field),
} as const;

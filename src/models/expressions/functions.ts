import * as nodes from "../../query/index.ts";
import type {
  ColumnType,
  DatePart,
  TruncateTo,
  WindowOptions,
  ZoneOptions,
} from "../../query/index.ts";
import type { Computed, Expression } from "../types/conditions.ts";
import type { Derived, Operand } from "../types/expressions.ts";

/**
 * Functions of the databases by Django's names. Texts among the arguments are names of fields. One constant each, not a
 * table: whoever points at a name sees its own type, and an import takes no more than it names.
 */

/** A function of one value that is null where the value is. */
interface Of<V> {
  <const N extends string>(operand: N | Expression<N>): Derived<V, N>;
  (operand: Computed<unknown>): Computed<V | null>;
}
/** The same with more arguments. */
interface With<V, Rest extends readonly unknown[]> {
  <const N extends string>(operand: N | Expression<N>, ...rest: Rest): Derived<V, N>;
  (operand: Computed<unknown>, ...rest: Rest): Computed<V | null>;
}

export const lower: Of<string> = nodes.lower as never;
export const upper: Of<string> = nodes.upper as never;
/** How many characters. */
export const length: Of<number> = nodes.length as never;
export const trim: Of<string> = nodes.trim as never;
export const lTrim: Of<string> = nodes.lTrim as never;
export const rTrim: Of<string> = nodes.rTrim as never;
/** The characters in the opposite order; Django's `Reverse`. */
export const reverseText: Of<string> = nodes.reverse as never;
/** The texts of all, one behind the other; null counts as nothing. */
export const concat: (...operands: readonly [Operand, Operand, ...Operand[]]) => Computed<string> =
  nodes.concat as never;
/** Characters from a position on, counted from 1. */
export const substr: With<string, [position: number, size?: number]> = nodes.substr as never;
export const left: With<string, [size: number]> = nodes.left as never;
export const right: With<string, [size: number]> = nodes.right as never;
export const lPad: With<string, [size: number, fill?: Computed<string>]> = nodes.lPad as never;
export const rPad: With<string, [size: number, fill?: Computed<string>]> = nodes.rPad as never;
export const repeat: With<string, [times: number]> = nodes.repeat as never;
/** Every occurrence of one text by another; write `Value("…")` for texts that are no names. */
export const replace: With<string, [search: Operand, by?: Operand]> = nodes.replace as never;
/** Where a text begins in another, counted from 1; 0 where it does not occur. */
export const strIndex: With<number, [search: Operand]> = nodes.strIndex as never;
export const chr: Of<string> = nodes.chr as never;
export const ord: Of<number> = nodes.ord as never;
export const md5: Of<string> = nodes.md5 as never;
export const sha1: Of<string> = nodes.sha1 as never;
export const sha256: Of<string> = nodes.sha256 as never;
export const sha512: Of<string> = nodes.sha512 as never;

export const abs: Of<number> = nodes.abs as never;
export const ceil: Of<number> = nodes.ceil as never;
export const floor: Of<number> = nodes.floor as never;
/** @param places Digits behind the point. Default 0. */
export const round: With<number, [places?: number]> = nodes.round as never;
export const sqrt: Of<number> = nodes.sqrt as never;
export const sign: Of<number> = nodes.sign as never;
export const exp: Of<number> = nodes.exp as never;
export const ln: Of<number> = nodes.ln as never;
export const sin: Of<number> = nodes.sin as never;
export const cos: Of<number> = nodes.cos as never;
export const tan: Of<number> = nodes.tan as never;
export const mod: With<number, [by: number | Operand]> = nodes.mod as never;
export const power: With<number, [exponent: number | Operand]> = nodes.power as never;
/** A number from 0 up to 1, another for each row. */
export const random: () => Computed<number> = nodes.random as never;

/** A part of a day, a moment or a time, as a number. */
export const extract: <const N extends string>(
  part: DatePart,
  operand: N | Expression<N>,
  options?: ZoneOptions,
) => Derived<number, N> = nodes.extract as never;

interface Trunc {
  <const N extends string>(
    to: "date",
    operand: N | Expression<N>,
    options?: ZoneOptions,
  ): Derived<string, N>;
  <const N extends string>(
    to: "time",
    operand: N | Expression<N>,
    options?: ZoneOptions,
  ): Derived<string, N>;
  <const N extends string>(
    to: TruncateTo,
    operand: N | Expression<N>,
    options?: ZoneOptions & { readonly type?: ColumnType },
  ): Derived<Date, N>;
}

/** The begin of the year, month or another span that a moment is in; its day or its time of day. */
export const trunc: Trunc = nodes.trunc as never;
/** The database's own moment. */
export const now: () => Computed<Date> = nodes.now as never;

/** A value as another type, made by `columnType`. */
export const cast: <V = unknown>(operand: Operand, type: ColumnType) => Computed<V> =
  nodes.cast as never;
/** A text under another collation of the database. */
export const collate: With<string, [collation: string]> = nodes.collate as never;

/** A function or an aggregate over the rows around each row. */
export const window: <V>(operand: Computed<V>, options?: WindowOptions) => Computed<V> =
  nodes.window as never;
export const rowNumber: () => Computed<number> = nodes.rowNumber as never;
export const rank: () => Computed<number> = nodes.rank as never;
export const denseRank: () => Computed<number> = nodes.denseRank as never;
export const ntile: (buckets?: number) => Computed<number> = nodes.ntile as never;
export const lag: <V = unknown>(operand: Operand, offset?: number) => Computed<V | null> =
  nodes.lag as never;
export const lead: <V = unknown>(operand: Operand, offset?: number) => Computed<V | null> =
  nodes.lead as never;
export const firstValue: <V = unknown>(operand: Operand) => Computed<V | null> =
  nodes.firstValue as never;
export const lastValue: <V = unknown>(operand: Operand) => Computed<V | null> =
  nodes.lastValue as never;

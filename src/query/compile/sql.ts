import { quoteName as quoteAny } from "../../connections/index.ts";
import type { Bindable, ColumnType, FieldMeta, ModelMeta } from "../meta.ts";
import { columnType } from "../types/column-type.ts";

/** Thrown during binding: this value needs another text than the plan's, so the query must be compiled again. */
export const RESHAPE: unique symbol = Symbol("another text is needed");

/** First and last row of a query, bound with each use of a plan. */
export interface Edges {
  readonly low: number;
  readonly high: number | null;
}

/** Computes the value of a placeholder from a query's values; a promise if only the database knows it. */
export type Bind = (values: readonly unknown[], edges: Edges) => Bindable | Promise<Bindable>;

/** A piece of SQL. A NUL marks a placeholder; they are numbered at the end. */
export interface Sql {
  readonly text: string;
  readonly binds: readonly Bind[];
  readonly type: ColumnType;
  /** For a column that refers to rows of a model: the model and the referenced field. */
  readonly target?: { readonly model: ModelMeta; readonly field: FieldMeta };
  /** The join, if this is nothing but a column of it. */
  readonly alias?: string;
  readonly nullable?: boolean;
  readonly aggregate?: boolean;
  readonly window?: boolean;
  /** The result of a condition that is known without rows. */
  readonly constant?: boolean;
  /** The conditions of which this is the conjunction. */
  readonly conjuncts?: readonly Sql[];
  /** Whether it is a literal, and whether it is null. */
  readonly literal?: boolean;
  readonly isNull?: boolean;
  /** What to group by for this; by default, itself. */
  readonly group?: readonly Sql[];
  /** A member of a JSON value: the value and the path. */
  readonly member?: { readonly base: Sql; readonly path: readonly string[] };
  /** The column's field, for messages. */
  readonly field?: FieldMeta;
}

/** Marks a parameter in a text. */
export const HOLE = "\0";

export const BOOLEAN = columnType("boolean");
export const INTEGER = columnType("integer");
export const BIG_INTEGER = columnType("bigInteger");
export const FLOAT = columnType("float");
export const TEXT = columnType("text");
export const DATE = columnType("date");
export const DATETIME = columnType("datetime");
export const TIME = columnType("time");
export const DURATION = columnType("duration");
export const JSON_TYPE = columnType("json");
export const DECIMAL = columnType("decimal");

export const TRUE: Sql = { text: "1=1", binds: [], type: BOOLEAN, constant: true, group: [] };
export const FALSE: Sql = { text: "1=0", binds: [], type: BOOLEAN, constant: false, group: [] };

const NONE: readonly Bind[] = [];

export const fixed = (text: string, type: ColumnType): Sql => ({ text, binds: NONE, type });

/** Joins pieces. The whole is an aggregate or a window if one of them is. */
export function concat(separator: string, pieces: readonly Sql[], type: ColumnType): Sql {
  const aggregate = pieces.some((each) => each.aggregate);
  return {
    text: pieces.map((each) => each.text).join(separator),
    binds: pieces.flatMap((each) => each.binds),
    type,
    ...(aggregate ? { aggregate, group: pieces.flatMap(groupOf) } : {}),
    ...(pieces.some((each) => each.window) ? { window: true } : {}),
  };
}

export function wrap(before: string, piece: Sql, after: string, type = piece.type): Sql {
  const { binds, aggregate, window, group } = piece;
  return {
    text: before + piece.text + after,
    binds,
    type,
    ...(aggregate ? { aggregate } : {}),
    ...(window ? { window } : {}),
    ...(group && aggregate ? { group } : {}),
  };
}

export const groupOf = (piece: Sql): readonly Sql[] => piece.group ?? [piece];

export function negation(condition: Sql): Sql {
  if (condition.constant !== undefined) return condition.constant ? FALSE : TRUE;
  return { ...wrap("NOT (", condition, ")"), group: groupOf(condition) };
}

export function conjunction(conditions: readonly Sql[]): Sql {
  if (conditions.some((each) => each.constant === false)) return FALSE;
  const kept = conditions
    .filter((each) => each.constant === undefined)
    .flatMap((each) => each.conjuncts ?? [each]);
  if (kept.length === 0) return TRUE;
  if (kept.length === 1) return kept[0] ?? TRUE;
  const group = kept.flatMap(groupOf);
  return { ...wrap("(", concat(" AND ", kept, BOOLEAN), ")"), conjuncts: kept, group };
}

export function disjunction(conditions: readonly Sql[]): Sql {
  if (conditions.some((each) => each.constant === true)) return TRUE;
  const kept = conditions.filter((each) => each.constant === undefined);
  if (kept.length === 0) return FALSE;
  if (kept.length === 1) return kept[0] ?? FALSE;
  return { ...wrap("(", concat(" OR ", kept, BOOLEAN), ")"), group: kept.flatMap(groupOf) };
}

/** True if an odd number of conditions is. */
export function parity(conditions: readonly Sql[], asInteger: (condition: Sql) => Sql): Sql {
  const kept = conditions.filter((each) => each.constant === undefined);
  const flip = conditions.filter((each) => each.constant === true).length % 2 === 1;
  if (kept.length === 0) return flip ? TRUE : FALSE;
  const total = concat(" + ", kept.map(asInteger), BOOLEAN);
  const group = kept.flatMap(groupOf);
  return { ...wrap("((", total, `) % 2 = ${flip ? 0 : 1})`, BOOLEAN), group };
}

/** Whether two pieces are equal, including their parameters. */
export function sameSql(one: Sql, other: Sql): boolean {
  if (one.text !== other.text || one.binds.length !== other.binds.length) return false;
  return one.binds.every((each, at) => each === other.binds[at]);
}

/** Quotes a name; only the marker of parameters is refused. */
export function quoteName(name: string): string {
  if (name.includes(HOLE)) throw new TypeError("A name in a query cannot contain NUL.");
  return quoteAny(name);
}

/** Quotes a text that is part of the structure, such as a key in JSON. */
export function quoteText(text: string): string {
  if (text.includes(HOLE)) throw new TypeError("A name in a query cannot contain NUL.");
  return `'${text.replaceAll("'", "''")}'`;
}

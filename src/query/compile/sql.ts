import { quoteName as quoteAny } from "../../connections/index.ts";
import type { Bindable, ColumnType, FieldMeta, ModelMeta } from "../meta.ts";
import { columnType } from "../types/column-type.ts";

/** Thrown while binding: this value needs another text than the plan's, so that the query is compiled anew. */
export const RESHAPE: unique symbol = Symbol("another text is needed");

/** Where a query begins and ends, bound with each use of a plan. */
export interface Edges {
  readonly low: number;
  readonly high: number | null;
}

/** Makes of a query's values what stands for one placeholder; a promise where only the database knows it. */
export type Bind = (values: readonly unknown[], edges: Edges) => Bindable | Promise<Bindable>;

/** A piece of SQL. A NUL in the text stands for a placeholder; they are numbered at the end. */
export interface Sql {
  readonly text: string;
  readonly binds: readonly Bind[];
  readonly type: ColumnType;
  /** A column that leads to rows of this model, by the value of this field of theirs. */
  readonly target?: { readonly model: ModelMeta; readonly field: FieldMeta };
  /** Nothing but a column of this join. */
  readonly alias?: string;
  readonly nullable?: boolean;
  readonly aggregate?: boolean;
  readonly window?: boolean;
  /** A condition whose answer is known before any row is seen. */
  readonly constant?: boolean;
  /** The conditions of which this is the conjunction. */
  readonly conjuncts?: readonly Sql[];
  /** A value, and whether it is null. */
  readonly literal?: boolean;
  readonly isNull?: boolean;
  /** What a grouped query groups by for this; itself when not said. */
  readonly group?: readonly Sql[];
  /** A member of a JSON value: the value and the names that lead to it. */
  readonly member?: { readonly base: Sql; readonly path: readonly string[] };
  /** The field of which this is the column, for messages. */
  readonly field?: FieldMeta;
}

/** The place of a parameter in a text. */
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

/** Pieces behind each other. What one of them is, aggregate or window, the whole is. */
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

/** True where an odd number of them is. */
export function parity(conditions: readonly Sql[], asInteger: (condition: Sql) => Sql): Sql {
  const kept = conditions.filter((each) => each.constant === undefined);
  const flip = conditions.filter((each) => each.constant === true).length % 2 === 1;
  if (kept.length === 0) return flip ? TRUE : FALSE;
  const total = concat(" + ", kept.map(asInteger), BOOLEAN);
  const group = kept.flatMap(groupOf);
  return { ...wrap("((", total, `) % 2 = ${flip ? 0 : 1})`, BOOLEAN), group };
}

/** Whether two pieces are the same, their parameters included. */
export function sameSql(one: Sql, other: Sql): boolean {
  if (one.text !== other.text || one.binds.length !== other.binds.length) return false;
  return one.binds.every((each, at) => each === other.binds[at]);
}

/** A name as the databases take any name, but for the sign that marks a value's place. */
export function quoteName(name: string): string {
  if (name.includes(HOLE)) throw new TypeError("A name in a query has no NUL.");
  return quoteAny(name);
}

/** A text that is part of the structure, such as a key inside JSON. */
export function quoteText(text: string): string {
  if (text.includes(HOLE)) throw new TypeError("A name in a query has no NUL.");
  return `'${text.replaceAll("'", "''")}'`;
}

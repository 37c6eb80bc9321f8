import type { ColumnType, Vendor } from "../meta.ts";
import type { Sql } from "../compile/sql.ts";

export type TextLookup =
  | "contains"
  | "iContains"
  | "startsWith"
  | "iStartsWith"
  | "endsWith"
  | "iEndsWith"
  | "iExact";

/** The SQL of a Django function: a name, or a function of its arguments. */
export type FunctionSql = string | ((args: readonly Sql[], call: FunctionCall) => Sql);

export interface FunctionCall {
  readonly options: Readonly<Record<string, unknown>>;
  readonly type: ColumnType;
  /** The zone's name as a parameter. */
  readonly zone: () => Sql;
}

/** The differences between databases: another database needs one more file like this. */
export interface Dialect {
  readonly vendor: Vendor;
  placeholder(number: number): string;
  /** A parameter after LIMIT. */
  limit(hole: string): string;
  /** The text after LIMIT for an OFFSET without limit. */
  readonly noLimit: string;
  /** `left LIKE right`, where the right side is escaped by `\`. */
  like(lookup: TextLookup, left: Sql, right: string): string;
  regex(left: Sql, right: string, ignoreCase: boolean): string;
  /** Whether `left` is in a list bound as a single value. */
  inList(left: Sql, hole: string): string;
  /** The bound form of a list of values that are already in database form. */
  bindList(values: readonly unknown[]): unknown;
  /** A parameter whose type is not clear from the context. */
  typed(hole: string, type: ColumnType): string;
  /** A literal whose type is not clear from the context. */
  literal(type: ColumnType, isLarge: boolean): string;
  /** The database's name of a type, for CAST. */
  castType(type: ColumnType): string;
  /** A part of a date or time, for datetimes in a zone. */
  extract(part: string, operand: Sql, zone: () => Sql): Sql;
  truncate(to: string, operand: Sql, type: ColumnType, zone: () => Sql): Sql;
  /** The range of whole numbers that a column of the type can be compared with. */
  integerRange(type: ColumnType): readonly [bigint, bigint];
  readonly functions: Readonly<Record<string, FunctionSql>>;
  readonly aggregates: Readonly<Record<string, string>>;
  arithmetic(operator: string, left: Sql, right: Sql, type: ColumnType): Sql;
  /** A member of a JSON value, given by its path. */
  jsonMember(base: Sql, path: readonly string[]): Sql;
  /** The same member as text. */
  jsonText(base: Sql, path: readonly string[]): Sql;
  /** Whether the member exists; `asKey` if the last name is not a list index. */
  jsonHas(base: Sql, path: readonly string[], asKey: boolean): Sql;
  /**
   * A JSON value in the form in which members are compared by `operator`: a bound JSON text, or the words
   * true, false, null.
   */
  jsonRight(operator: string, isMember: boolean, word: string | undefined): string;
  /** The bound form of a value that a JSON member is compared with. */
  jsonBound(operator: string, isMember: boolean, value: unknown): unknown;
  jsonInList(left: Sql, isMember: boolean, hole: string): string;
  /** Whether `left` contains, or is contained by, a JSON value; missing if the database does not support it. */
  jsonContains?(left: Sql, right: string, isContained: boolean): string;
  /** Casts a text if the database needs it. */
  castText(text: string): string;
  /** A regular expression in the database's syntax. */
  pattern(source: string): string;
  readonly supports: {
    readonly distinctOn: boolean;
    readonly lock: boolean;
    /** Whether a part of a union may have its own order and limit. */
    readonly slicedParts: boolean;
    readonly arrays: boolean;
  };
}

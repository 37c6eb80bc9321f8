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

/** How a function of Django's is written: a name, or what makes the SQL of its arguments. */
export type FunctionSql = string | ((args: readonly Sql[], call: FunctionCall) => Sql);

export interface FunctionCall {
  readonly options: Readonly<Record<string, unknown>>;
  readonly type: ColumnType;
  /** The zone's name as a parameter. */
  readonly zone: () => Sql;
}

/** What differs between databases: a third one is one file of this. */
export interface Dialect {
  readonly vendor: Vendor;
  placeholder(number: number): string;
  /** The text behind LIMIT where only an OFFSET was asked for. */
  readonly noLimit: string;
  /** `left LIKE right`, of which the right side is escaped by `\`. */
  like(lookup: TextLookup, left: Sql, right: string): string;
  regex(left: Sql, right: string, ignoreCase: boolean): string;
  /** `left` is one of a list that is bound as one value. */
  inList(left: Sql, hole: string): string;
  /** What is bound for a list of values that are already the database's. */
  bindList(values: readonly unknown[]): unknown;
  /** A parameter whose type nothing around it tells. */
  typed(hole: string, type: ColumnType): string;
  /** A value in an expression, whose type nothing around it tells. */
  literal(type: ColumnType, isLarge: boolean): string;
  /** The database's name of a type, for CAST. */
  castType(type: ColumnType): string;
  /** A part of a date, a time or a moment in a zone. */
  extract(part: string, operand: Sql, zone: () => Sql): Sql;
  truncate(to: string, operand: Sql, type: ColumnType, zone: () => Sql): Sql;
  /** The range of whole numbers that a column of the type can be compared with. */
  integerRange(type: ColumnType): readonly [bigint, bigint];
  readonly functions: Readonly<Record<string, FunctionSql>>;
  readonly aggregates: Readonly<Record<string, string>>;
  arithmetic(operator: string, left: Sql, right: Sql, type: ColumnType): Sql;
  /** A member of a JSON value, by the names that lead to it. */
  jsonMember(base: Sql, path: readonly string[]): Sql;
  /** The same as the text it is. */
  jsonText(base: Sql, path: readonly string[]): Sql;
  /** Whether there is such a member; `asKey` where the last name is no place in a list. */
  jsonHas(base: Sql, path: readonly string[], asKey: boolean): Sql;
  /** A JSON value as a member is compared with: `operator` `=`, `<` and so on; a bound JSON text, or the words true, false, null. */
  jsonRight(operator: string, isMember: boolean, word: string | undefined): string;
  /** What is bound for a value that a JSON member is compared with. */
  jsonBound(operator: string, isMember: boolean, value: unknown): unknown;
  jsonInList(left: Sql, isMember: boolean, hole: string): string;
  /** `left` contains, or is contained by, a JSON value; none where the database does not know it. */
  jsonContains?(left: Sql, right: string, isContained: boolean): string;
  /** A text as one, where the database asks for it. */
  castText(text: string): string;
  /** A regular expression as the database takes it. */
  pattern(source: string): string;
  readonly supports: {
    readonly distinctOn: boolean;
    readonly lock: boolean;
    /** A part of a union may have an order and a limit of its own. */
    readonly slicedParts: boolean;
    readonly arrays: boolean;
  };
}

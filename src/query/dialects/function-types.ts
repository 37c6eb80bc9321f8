import type { ColumnType } from "../meta.ts";
import {
  DECIMAL,
  FLOAT,
  INTEGER,
  TEXT,
  concat,
  fixed,
  quoteName,
  wrap,
  type Sql,
} from "../compile/sql.ts";
import type { FunctionSql } from "./dialect.ts";

/** A function that concatenates its arguments. */
export function joinedWith(name: string, type: ColumnType) {
  return (args: readonly Sql[]): Sql => wrap(`${name}(`, concat(", ", args, type), ")");
}

/** The result type of mathematical functions: decimals stay decimals, whole numbers become floats. */
export function numeric(args: readonly Sql[]): ColumnType {
  return args.some((each) => each.type.kind === "decimal") ? DECIMAL : FLOAT;
}

/** A function whose result has the type of its arguments. */
export const same =
  (name: string): FunctionSql =>
  (args, { type }) =>
    joinedWith(name, type)(args);

const text = (name: string): FunctionSql => joinedWith(name, TEXT);
const number =
  (name: string): FunctionSql =>
  (args) =>
    joinedWith(name, numeric(args))(args);

/** Functions with the same name in both databases. */
export const common: Readonly<Record<string, FunctionSql>> = {
  Lower: text("LOWER"),
  Upper: text("UPPER"),
  Length: joinedWith("LENGTH", INTEGER),
  Trim: text("TRIM"),
  LTrim: text("LTRIM"),
  RTrim: text("RTRIM"),
  Substr: text("SUBSTR"),
  Replace: text("REPLACE"),
  Abs: same("ABS"),
  ACos: number("ACOS"),
  ASin: number("ASIN"),
  ATan: number("ATAN"),
  ATan2: number("ATAN2"),
  Ceil: same("CEIL"),
  Cos: number("COS"),
  Degrees: number("DEGREES"),
  Exp: number("EXP"),
  Floor: same("FLOOR"),
  Ln: number("LN"),
  Log: number("LOG"),
  Mod: number("MOD"),
  Pi: () => fixed("PI()", FLOAT),
  Power: number("POWER"),
  Radians: number("RADIANS"),
  Round: same("ROUND"),
  Sign: same("SIGN"),
  Sin: number("SIN"),
  Sqrt: number("SQRT"),
  Tan: number("TAN"),
  Coalesce: same("COALESCE"),
  Collate: ([operand = fixed("0", INTEGER)], { options, type }) =>
    wrap("", operand, ` COLLATE ${quoteName(String(options["collation"]))}`, type),
  NullIf: same("NULLIF"),
  RowNumber: () => fixed("ROW_NUMBER()", INTEGER),
  Rank: () => fixed("RANK()", INTEGER),
  DenseRank: () => fixed("DENSE_RANK()", INTEGER),
  PercentRank: () => fixed("PERCENT_RANK()", FLOAT),
  CumeDist: () => fixed("CUME_DIST()", FLOAT),
  Ntile: joinedWith("NTILE", INTEGER),
  FirstValue: same("FIRST_VALUE"),
  LastValue: same("LAST_VALUE"),
  NthValue: same("NTH_VALUE"),
  Lag: same("LAG"),
  Lead: same("LEAD"),
};

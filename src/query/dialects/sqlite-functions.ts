import { FLOAT, INTEGER, TEXT, concat, fixed, quoteText, wrap } from "../compile/sql.ts";
import { ValueError } from "../errors.ts";
import type { ColumnType } from "../meta.ts";
import type { FunctionSql } from "./dialect.ts";
import { common, joinedWith, numeric, same } from "./function-types.ts";

const zero = fixed("0", INTEGER);

/** Functions that convert a value to the text in which SQLite stores a type; other types use CAST. */
const TEXT_FORMS: Partial<Record<ColumnType["kind"], string>> = {
  date: "DATE(",
  time: "STRFTIME('%H:%M:%S', ",
  datetime: "STRFTIME('%Y-%m-%d %H:%M:%S', ",
  json: "JSON(",
};

/** Django's functions on SQLite; `sqlite-teach.ts` adds those named `mkweb_`. */
export const sqliteFunctions: Readonly<Record<string, FunctionSql>> = {
  ...common,
  Chr: joinedWith("CHAR", TEXT),
  Concat: (args) => {
    const parts = args.map((each) => wrap("COALESCE(", each, ", '')"));
    return wrap("(", concat(" || ", parts, TEXT), ")");
  },
  Left: ([text, size]) =>
    joinedWith("SUBSTR", TEXT)([text ?? zero, fixed("1", INTEGER), size ?? zero]),
  Right: ([text, size]) => joinedWith("mkweb_right", TEXT)([text ?? zero, size ?? zero]),
  LPad: joinedWith("mkweb_lpad", TEXT),
  RPad: joinedWith("mkweb_rpad", TEXT),
  Repeat: joinedWith("mkweb_repeat", TEXT),
  Reverse: joinedWith("mkweb_reverse", TEXT),
  StrIndex: joinedWith("INSTR", INTEGER),
  Ord: joinedWith("UNICODE", INTEGER),
  MD5: digest("md5"),
  SHA1: digest("sha1"),
  SHA224: digest("sha224"),
  SHA256: digest("sha256"),
  SHA384: digest("sha384"),
  SHA512: digest("sha512"),
  Cot: ([x]) => wrap("(1.0 / TAN(", x ?? zero, "))", numeric([x ?? zero])),
  Round: (args, { options, type }) => {
    if (options["negative"]) {
      throw new ValueError("SQLite cannot round to a negative number of decimal places.");
    }
    return joinedWith("ROUND", type)(args);
  },
  Random: () => fixed("mkweb_random()", FLOAT),
  Greatest: same("MAX"),
  Least: same("MIN"),
  Now: (_, { type }) => fixed("STRFTIME('%Y-%m-%d %H:%M:%f000', 'NOW')", type),
  Cast: ([operand = zero], { type }) => {
    const form = TEXT_FORMS[type.kind];
    if (form !== undefined) return wrap(form, operand, ")", type);
    return wrap("CAST(", operand, ` AS ${affinityOf(type)})`, type);
  },
  JSONObject: (args, { options, type }) => {
    const names = options["names"] as readonly string[];
    const members = args.map((each, at) => {
      const value = each.type.kind === "json" ? wrap("JSON(", each, ")") : each;
      return wrap(`${quoteText(names[at] ?? "")}, `, value, "");
    });
    return wrap("JSON_OBJECT(", concat(", ", members, type), ")");
  },
};

function digest(name: string): FunctionSql {
  return ([text]) => wrap(`mkweb_digest('${name}', `, text ?? zero, ")", TEXT);
}

function affinityOf({ kind }: ColumnType): "INTEGER" | "NUMERIC" | "REAL" | "TEXT" {
  if (kind === "decimal") return "NUMERIC";
  if (kind === "float") return "REAL";
  return /nteger|duration|boolean/.test(kind) ? "INTEGER" : "TEXT";
}

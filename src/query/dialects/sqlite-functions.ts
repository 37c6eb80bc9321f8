import {
  FLOAT,
  INTEGER,
  TEXT,
  concat,
  fixed,
  quoteName,
  quoteText,
  wrap,
  type Sql,
} from "../compile/sql.ts";
import { ValueError } from "../errors.ts";
import type { FunctionSql } from "./dialect.ts";
import { common, joinedWith, numeric } from "./function-types.ts";

const [zero]: readonly [Sql] = [fixed("0", INTEGER)];

/** Functions of Django's on SQLite; those called `mkweb_` are added by `sqlite-teach.ts`. */
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
      throw new ValueError(
        "SQLite rounds to digits behind the point alone: not to a negative number of places.",
      );
    }
    return joinedWith("ROUND", type)(args);
  },
  Random: () => fixed("mkweb_random()", FLOAT),
  Greatest: (args, { type }) => joinedWith("MAX", type)(args),
  Least: (args, { type }) => joinedWith("MIN", type)(args),
  Now: (_, { type }) => fixed("STRFTIME('%Y-%m-%d %H:%M:%f000', 'NOW')", type),
  Cast: ([operand = zero], { type }) => {
    switch (type.kind) {
      case "date":
        return wrap("DATE(", operand, ")", type);
      case "time":
        return wrap("STRFTIME('%H:%M:%S', ", operand, ")", type);
      case "datetime":
        return wrap("STRFTIME('%Y-%m-%d %H:%M:%S', ", operand, ")", type);
      case "json":
        return wrap("JSON(", operand, ")", type);
      case "decimal":
        return wrap("CAST(", operand, " AS NUMERIC)", type);
      case "float":
        return wrap("CAST(", operand, " AS REAL)", type);
      default:
        return wrap(
          "CAST(",
          operand,
          ` AS ${/nteger|duration|boolean/.test(type.kind) ? "INTEGER" : "TEXT"})`,
          type,
        );
    }
  },
  Collate: ([operand = zero], { options, type }) =>
    wrap("", operand, ` COLLATE ${quoteName(String(options["collation"]))}`, type),
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

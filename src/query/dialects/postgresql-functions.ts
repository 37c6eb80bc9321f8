import { FLOAT, INTEGER, TEXT, concat, fixed, quoteText, wrap, type Sql } from "../compile/sql.ts";
import type { FunctionSql } from "./dialect.ts";
import { common, joinedWith, numeric, same } from "./function-types.ts";

const zero = fixed("0", INTEGER);

/** Casts numbers to numeric, which some functions require. */
const asNumeric = (operand: Sql): Sql => wrap("(", operand, ")::numeric");

export const postgresqlFunctions: Readonly<Record<string, FunctionSql>> = {
  ...common,
  Chr: joinedWith("CHR", TEXT),
  Concat: (args) => {
    const parts = args.map((each) => wrap("COALESCE((", each, ")::text, '')", TEXT));
    return wrap("(", concat(" || ", parts, TEXT), ")");
  },
  Left: joinedWith("LEFT", TEXT),
  Right: joinedWith("RIGHT", TEXT),
  LPad: joinedWith("LPAD", TEXT),
  RPad: joinedWith("RPAD", TEXT),
  Repeat: joinedWith("REPEAT", TEXT),
  Reverse: joinedWith("REVERSE", TEXT),
  StrIndex: joinedWith("STRPOS", INTEGER),
  Ord: joinedWith("ASCII", INTEGER),
  MD5: ([text]) => wrap("MD5((", text ?? zero, ")::text)", TEXT),
  // SHA-1 needs an extension, which may be missing.
  SHA1: ([text]) => wrap("ENCODE(DIGEST((", text ?? zero, ")::text, 'sha1'), 'hex')", TEXT),
  SHA224: digest("SHA224"),
  SHA256: digest("SHA256"),
  SHA384: digest("SHA384"),
  SHA512: digest("SHA512"),
  Cot: ([x]) => wrap("COT(", x ?? zero, ")", numeric([x ?? zero])),
  Log: (args) => joinedWith("LOG", numeric(args))(args.map(asNumeric)),
  Mod: (args) => joinedWith("MOD", numeric(args))(args.map(asNumeric)),
  Random: () => fixed("RANDOM()", FLOAT),
  Round: ([x = zero, places = zero], { type }) => {
    const rounded = joinedWith("ROUND", type)([asNumeric(x), places]);
    return x.type.kind === "float" ? wrap("(", rounded, ")::double precision") : rounded;
  },
  Greatest: same("GREATEST"),
  Least: same("LEAST"),
  Now: (_, { type }) => fixed("STATEMENT_TIMESTAMP()", type),
  JSONObject: (args, { options, type }) => {
    const names = options["names"] as readonly string[];
    const members = args.map((each, at) => wrap(`${quoteText(names[at] ?? "")}::text, `, each, ""));
    return wrap("JSONB_BUILD_OBJECT(", concat(", ", members, type), ")");
  },
};

function digest(name: string): FunctionSql {
  return ([text]) => {
    const bytes = wrap("CONVERT_TO((", text ?? zero, ")::text, 'UTF8')");
    return wrap(`ENCODE(${name}(`, bytes, "), 'hex')", TEXT);
  };
}

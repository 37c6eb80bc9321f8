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
import type { FunctionSql } from "./dialect.ts";
import { common, joinedWith, numeric } from "./function-types.ts";

const zero = fixed("0", INTEGER);

/** Numbers as the numeric that some functions ask for. */
const asNumeric = (operand: Sql): Sql => wrap("(", operand, ")::numeric");

const bytes = (operand: Sql | undefined): Sql =>
  wrap("CONVERT_TO((", operand ?? zero, ")::text, 'UTF8')");

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
  // SHA-1 is in an extension alone, which may not be there.
  SHA1: ([text]) => wrap("ENCODE(DIGEST((", text ?? zero, ")::text, 'sha1'), 'hex')", TEXT),
  SHA224: ([text]) => wrap("ENCODE(SHA224(", bytes(text), "), 'hex')", TEXT),
  SHA256: ([text]) => wrap("ENCODE(SHA256(", bytes(text), "), 'hex')", TEXT),
  SHA384: ([text]) => wrap("ENCODE(SHA384(", bytes(text), "), 'hex')", TEXT),
  SHA512: ([text]) => wrap("ENCODE(SHA512(", bytes(text), "), 'hex')", TEXT),
  Cot: ([x]) => wrap("COT(", x ?? zero, ")", numeric([x ?? zero])),
  Log: (args) => joinedWith("LOG", numeric(args))(args.map(asNumeric)),
  Mod: (args) => joinedWith("MOD", numeric(args))(args.map(asNumeric)),
  Random: () => fixed("RANDOM()", FLOAT),
  Round: ([x = zero, places = zero], { type }) => {
    const rounded = joinedWith("ROUND", type)([asNumeric(x), places]);
    return x.type.kind === "float" ? wrap("(", rounded, ")::double precision") : rounded;
  },
  Greatest: (args, { type }) => joinedWith("GREATEST", type)(args),
  Least: (args, { type }) => joinedWith("LEAST", type)(args),
  Now: (_, { type }) => fixed("STATEMENT_TIMESTAMP()", type),
  Collate: ([operand = zero], { options, type }) =>
    wrap("", operand, ` COLLATE ${quoteName(String(options["collation"]))}`, type),
  JSONObject: (args, { options, type }) => {
    const names = options["names"] as readonly string[];
    const members = args.map((each, at) => wrap(`${quoteText(names[at] ?? "")}::text, `, each, ""));
    return wrap("JSONB_BUILD_OBJECT(", concat(", ", members, type), ")");
  },
};

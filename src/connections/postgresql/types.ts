import type { CustomTypesConfig } from "pg";

type Parser = (text: string) => unknown;

/** PostgreSQL's type OIDs. */
const BOOL = 16;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const FLOAT4 = 700;
const FLOAT8 = 701;
const DATE = 1082;

const asText: Parser = (text) => text;

const parsers: Readonly<Record<number, Parser>> = {
  [BOOL]: (text) => text === "t",
  [INT2]: Number,
  [INT4]: Number,
  [INT8]: toInteger,
  [OID]: Number,
  [FLOAT4]: Number,
  [FLOAT8]: Number,
};

/** Parses numbers and booleans; other types stay text, as fields parse them. */
export const plainTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers[oid] ?? asText,
};

/** pg's own parsers, for handwritten statements; a date has no time zone, so it stays text. */
export function handTypes(types: CustomTypesConfig): CustomTypesConfig {
  const own: Readonly<Record<number, Parser>> = { [INT8]: toInteger, [DATE]: asText };
  return {
    getTypeParser: (oid: number, format?: "text" | "binary") =>
      own[oid] ?? types.getTypeParser(oid, format === "binary" ? "binary" : "text"),
  };
}

function toInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

import { Duration, type ColumnType } from "../../../../src/query/index.ts";
import type { Json } from "../../runner/compare.ts";

/** A value as answers have it; its type tells dates, decimals and UUIDs from other texts. */
export function encode(value: unknown, type: ColumnType | undefined): Json {
  if (value === null || value === undefined) return null;
  if (type?.kind === "json") return value as Json;
  if (value instanceof Date) return { $datetime: value.toISOString().replace(".000Z", "Z") };
  if (value instanceof Duration) return { $timedelta: value.totalSeconds };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (typeof value === "bigint") return { $int: String(value) };
  if (typeof value === "number") return type?.kind === "float" ? rounded(value) : value;
  if (typeof value === "boolean") return value;
  if (typeof value === "object") return value as Json;
  const text = String(value);
  if (type && marked.has(type.kind)) return { [`$${type.kind}`]: text };
  return type?.kind === "decimal" ? { $decimal: plainDecimal(text) } : text;
}

const marked: ReadonlySet<string> = new Set(["date", "time", "uuid"]);

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Six places, without zeros at the end. */
function plainDecimal(text: string): string {
  const fixed = Number(text).toFixed(6);
  return fixed.replace(/\.?0+$/, "");
}

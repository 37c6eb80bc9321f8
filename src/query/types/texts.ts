import { isIPv4, isIPv6 } from "node:net";
import type { ColumnKind, ColumnType } from "../meta.ts";
import type { ColumnOptions } from "./column-type.ts";
import { UNCHANGED } from "./unchanged.ts";

export function textType(kind: ColumnKind, { maxLength }: ColumnOptions): ColumnType {
  return {
    kind,
    ...(maxLength === undefined ? {} : { maxLength }),
    prepare: toText,
    toDatabase: String,
    fromDatabase: UNCHANGED,
  };
}

/** IPv4 and IPv6 addresses, the latter shortened as in Django. */
export function addressType(kind: ColumnKind): ColumnType {
  return {
    kind,
    prepare: toAddress,
    toDatabase: String,
    fromDatabase: UNCHANGED,
  };
}

function toText(value: unknown): string {
  if (typeof value === "string") {
    if (value.isWellFormed()) return value;
    throw new TypeError("expected a text without half a surrogate pair, which cannot be encoded");
  }
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  throw new TypeError("expected a text");
}

function toAddress(value: unknown): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes("%")) throw new TypeError("expected an IPv4 or IPv6 address");
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const bytes = [mapped[1] ?? "", mapped[2] ?? ""].flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 255];
  });
  return `::ffff:${bytes.join(".")}`;
}

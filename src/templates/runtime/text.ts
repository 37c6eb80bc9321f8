/** Writes values as Python's `str()` and `repr()` do, as in Django's templates. */
import { SafeString } from "../safe-string.ts";
import { momentOf } from "../dates/moment-of.ts";
import { DateTime, PlainDate, type Moment } from "../dates/values.ts";
import type { Zone } from "../../timezone/index.ts";
import { ForLoop } from "./for-loop.ts";
import { numberText } from "./numbers.ts";
import { DictionaryView } from "./dictionary-view.ts";
import { Group, Tuple } from "./tuple.ts";

/** Writes a value as Python's `str()` does. Missing values print nothing. */
export function text(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
      return numberText(value);
    case "boolean":
      return value ? "True" : "False";
    case "function":
      return value.name === "" ? "<function>" : `<function ${value.name}>`;
    case "symbol":
      return value.description ?? "";
    case "object":
      return value === null ? "None" : objectText(value, new Set());
    default:
      return "";
  }
}

/** Python's `repr()`, which quotes texts. */
export function repr(value: unknown, seen = new Set<object>()): string {
  if (typeof value === "string") return quote(value);
  if (value instanceof SafeString) return quote(value.value);
  if (value === undefined) return "None";
  if (typeof value !== "object" || value === null) return text(value);
  const moment = momentOf(value);
  return moment ? momentRepr(moment) : objectText(value, seen);
}

/** Values that a dictionary shows: own, enumerable and with text keys. */
export function isDictionary(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function objectText(value: object, seen: Set<object>): string {
  if (value instanceof SafeString) return value.value;
  if (value instanceof DictionaryView) return value.textOf((item) => repr(item, seen));
  if (value instanceof Group) {
    return `GroupedResult(grouper=${repr(value.grouper, seen)}, list=${repr(value.list, seen)})`;
  }
  const open = brackets(value);
  if (open) {
    if (seen.has(value)) return `${open[0]}...${open[1]}`;
    seen.add(value);
    const out = `${open[0]}${items(value, seen)}${open[1]}`;
    seen.delete(value);
    return out;
  }
  const moment = momentOf(value);
  if (moment) return moment.toString();
  if (value instanceof Uint8Array) return bytes(value);
  if (value instanceof Error) return value.message;
  return ownText(value) ?? `${value.constructor.name} object`;
}

function brackets(value: object): readonly [string, string] | undefined {
  if (value instanceof Tuple) return ["(", ")"];
  if (Array.isArray(value)) return ["[", "]"];
  if (value instanceof Set) return value.size === 0 ? ["set(", ")"] : ["{", "}"];
  return value instanceof Map || value instanceof ForLoop || isDictionary(value)
    ? ["{", "}"]
    : undefined;
}

function items(value: object, seen: Set<object>): string {
  if (Array.isArray(value)) {
    const list = value.map((item) => repr(item, seen)).join(", ");
    return value instanceof Tuple && value.length === 1 ? `${list},` : list;
  }
  if (value instanceof Set) return Array.from(value, (item) => repr(item, seen)).join(", ");
  const entries = value instanceof Map ? value.entries() : Object.entries(value);
  return Array.from(entries, ([key, item]) => `${repr(key, seen)}: ${repr(item, seen)}`).join(", ");
}

/** The result of an object's own `toString`; `undefined` if it only has JavaScript's. */
function ownText(value: object): string | undefined {
  const own: unknown = Reflect.get(value, "toString");
  if (typeof own !== "function" || own === Object.prototype.toString) return undefined;
  const given: unknown = Reflect.apply(own, value, []);
  return typeof given === "string" ? given : undefined;
}

function momentRepr(moment: Moment): string {
  if (moment instanceof PlainDate) {
    return `datetime.date(${moment.year}, ${moment.month}, ${moment.day})`;
  }
  const { hour, minute, second, microsecond } = moment;
  const clock = [
    hour,
    minute,
    ...(second || microsecond ? [second] : []),
    ...(microsecond ? [microsecond] : []),
  ];
  if (!(moment instanceof DateTime)) return `datetime.time(${clock.join(", ")})`;
  const zone = moment.zone ? `, tzinfo=${zoneRepr(moment.zone)}` : "";
  return `datetime.datetime(${[moment.year, moment.month, moment.day, ...clock].join(", ")}${zone})`;
}

function zoneRepr(zone: Zone): string {
  if (zone.name === "UTC") return "datetime.timezone.utc";
  if (!zone.name.startsWith("UTC")) return `zoneinfo.ZoneInfo(key='${zone.name}')`;
  const seconds = zone.offset(0);
  const delta = seconds < 0 ? `days=-1, seconds=${seconds + 86_400}` : `seconds=${seconds}`;
  return `datetime.timezone(datetime.timedelta(${delta}))`;
}

const named: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
};

function quote(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  const inner = value.replaceAll(/[\p{C}\p{Zl}\p{Zp}\p{Zs}\\'"]/gu, (char) => {
    if (char === " ") return char;
    if (char === "'" || char === '"') return char === mark ? `\\${char}` : char;
    return named[char] ?? escapeCode(char.codePointAt(0) ?? 0);
  });
  return mark + inner + mark;
}

function escapeCode(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function bytes(value: Uint8Array): string {
  const inner = Array.from(value, (byte) => {
    const char = String.fromCharCode(byte);
    if (char in named) return named[char];
    if (char === "'") return "\\'";
    return byte >= 32 && byte < 127 ? char : escapeCode(byte);
  });
  return `b'${inner.join("")}'`;
}

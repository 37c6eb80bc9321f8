/** Python's name for the type of a value, for messages. */
import { SafeString } from "../safe-string.ts";
import { isInteger } from "./numbers.ts";
import { isDictionary } from "./text.ts";
import { Tuple } from "./tuple.ts";

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (typeof value === "number" || typeof value === "bigint")
    return isInteger(value) ? "int" : "float";
  if (typeof value !== "object") return typeof value;
  if (value instanceof SafeString) return "SafeString";
  if (value instanceof Tuple) return "tuple";
  if (Array.isArray(value)) return "list";
  if (value instanceof Set) return "set";
  return value instanceof Map || isDictionary(value) ? "dict" : value.constructor.name;
}

/** JSON in the bytes of Python's `json.dumps(value, separators=(",", ":"))`. */

/** Converts values to bytes and back. */
export interface Serializer {
  dumps(value: unknown): Buffer;
  loads(data: Buffer): unknown;
}

/** Django's serializer: writes ASCII, reads Latin-1. */
export const JSONSerializer: Serializer = {
  dumps: (value) => Buffer.from(dumpsJson(value), "latin1"),
  loads: (data) => loadsJson(data.toString("latin1")),
};

/**
 * Writes a value as JSON text in ASCII. A BigInt becomes a whole number; `undefined` properties are left out.
 *
 * @throws {TypeError} Values without a JSON form: dates, bytes, maps, class instances, functions, cycles.
 *
 * @example
 * assert.equal(dumpsJson({ name: "Zoë" }), '{"name":"Zo\\u00eb"}');
 */
export function dumpsJson(value: unknown): string {
  return write(value, 0);
}

/** Deepest nesting, about as in Python; also ends cycles. */
const DEEPEST = 990;

function write(value: unknown, depth: number): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return writeNumber(value);
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean" || typeof value === "bigint") return value.toString();
  if (depth > DEEPEST) throw new TypeError("Circular or too deeply nested value");
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  if (isPlain(value)) return writeObject(value, depth + 1);
  throw new TypeError(`Object of type ${typeName(value)} is not JSON serializable`);
}

function writeObject(value: object, depth: number): string {
  let text = "";
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    text += `${text === "" ? "" : ","}${quote(key)}:${write(item, depth)}`;
  }
  return `{${text}}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Formats numbers as Python does: 1e-05 and 1e-07 for JavaScript's 0.00001 and 1e-7. */
function writeNumber(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isInteger(value)) return String(value);
  const text = Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e-(\d)$/, "e-0$1");
}

/** An object literal, `Object.create(null)`, or one from another realm. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function typeName(value: unknown): string {
  return typeof value === "object" && value !== null ? value.constructor.name : typeof value;
}

/**
 * Reads a JSON text as Python does: `NaN` and `Infinity` are numbers, and whole numbers above 2**53 become
 * exact BigInts. A key such as `__proto__` is an ordinary property.
 *
 * @throws {SyntaxError} Invalid JSON.
 *
 * @example
 * assert.equal(loadsJson("9007199254740993"), 9_007_199_254_740_993n);
 */
export function loadsJson(text: string): unknown {
  const isSpecial = /NaN|Infinity/.test(text);
  if (!isSpecial && !/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(isSpecial ? respell(text) : text, revive);
}

/** Placeholder for NaN: no JSON writer spells zero like this. */
const NOT_A_NUMBER = "0e62173";

/** Replaces NaN and infinities by numbers: `1e999` overflows to Infinity when parsed. */
function respell(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|NaN|Infinity/g, (part) => {
    if (part === "NaN") return NOT_A_NUMBER;
    return part === "Infinity" ? "1e999" : part;
  });
}

function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  if (source === NOT_A_NUMBER) return Number.NaN;
  return !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

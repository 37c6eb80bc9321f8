/** Submitted data, as forms read it. */
import { JsonData } from "./json/json-data.ts";

/** Values by name: a `QueryDict`, a `Map`, or the web's `FormData`. */
export interface DataSource {
  get(name: string): unknown;
  has(name: string): boolean;
  /** Returns all values of a name. */
  getlist?(name: string): unknown;
  getAll?(name: string): unknown;
}

/** Input of a form: a source of values, or a plain object. */
export type DataInput = DataSource | Readonly<Record<string, unknown>>;

/** Values by name; null if missing. */
export interface FormData {
  get(name: string): unknown;
  has(name: string): boolean;
  /** Returns all values of a name, if the source supports several, otherwise the only one. */
  getAll(name: string): unknown;
}

/**
 * Wraps any kind of input to be read in the same way.
 *
 * @example
 * const data = formDataOf({ subject: "Hello" });
 * console.log(data.get("subject")); // Hello
 */
export function formDataOf(input: DataInput): FormData {
  if (input instanceof JsonData) return input;
  if (isSource(input)) {
    return {
      get: (name) => input.get(name) ?? null,
      has: (name) => input.has(name),
      getAll(name) {
        if (input.getlist) return input.getlist(name);
        return input.getAll ? input.getAll(name) : (input.get(name) ?? null);
      },
    };
  }
  const get = (name: string): unknown =>
    Object.hasOwn(input, name) ? (input[name] ?? null) : null;
  return { get, has: (name) => Object.hasOwn(input, name), getAll: get };
}

function isSource(input: DataInput): input is DataSource {
  return typeof input.get === "function" && typeof input.has === "function";
}

export const noData: FormData = {
  get: () => null,
  has: () => false,
  getAll: () => [],
};

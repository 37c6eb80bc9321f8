/** What was sent, as forms read it. */
import { JsonData } from "./json/json-data.ts";

/** Values by name: a `QueryDict`, a `Map`, the web's `FormData`. */
export interface DataSource {
  get(name: string): unknown;
  has(name: string): boolean;
  /** All values of a name. */
  getlist?(name: string): unknown;
  getAll?(name: string): unknown;
}

/** What a form may be given: a source of values, or a plain object of them. */
export type DataInput = DataSource | Readonly<Record<string, unknown>>;

/** Values by name; a missing one is null. */
export interface FormData {
  get(name: string): unknown;
  has(name: string): boolean;
  /** All values of a name where there can be several; where not, the one. */
  getAll(name: string): unknown;
}

/** Reads any of them in one way. */
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

import { isRecord } from "../../values/index.ts";
import { HttpResponse } from "./http-response.ts";
import type { ResponseOptions } from "./response.ts";
import { unwritable } from "./unwritable.ts";

export interface JsonResponseOptions extends ResponseOptions {
  /** Set to `false` to allow other values than plain objects. Default `true`, as in Django. */
  readonly safe?: boolean;
  /** Indentation, as for JSON.stringify. */
  readonly indent?: number | string;
  /** Converts the data to JSON. Default: JSON.stringify. */
  readonly encoder?: (data: unknown) => string;
}

/** A JSON response. */
export class JsonResponse extends HttpResponse {
  /**
   * @param data An object; with `safe: false` any JSON value. Select the attributes of a model's object to show:
   *   `{ id: question.id, text: question.text }`.
   * @throws {TypeError} If the data is not an object while `safe`, or JSON cannot represent it, such as a model's
   *   object. The message names the place in the data and shows no value.
   */
  constructor(data: unknown, options?: JsonResponseOptions) {
    if ((options?.safe ?? true) && !isRecord(data)) {
      throw new TypeError(
        "In order to allow non-object data to be serialized set the safe option to false.",
      );
    }
    const encoder = options?.encoder;
    const json = encoder ? encoder(data) : write(data, options?.indent);
    if (typeof json !== "string") throw new TypeError(`JSON has no value for ${typeof data}.`);
    super(json, options ? withJsonType(options) : JSON_TYPE);
  }
}

const JSON_TYPE: JsonResponseOptions = Object.freeze({ contentType: "application/json" });

function write(data: unknown, indent: number | string | undefined): string | undefined {
  try {
    return JSON.stringify(data, undefined, indent);
  } catch (error) {
    throw unwritable(data, error);
  }
}

function withJsonType(options: ResponseOptions): ResponseOptions {
  if (options.contentType !== undefined) return options;
  const headers = options.headers;
  const pairs = headers && (Symbol.iterator in headers ? [...headers] : Object.entries(headers));
  const typed = pairs?.some(([name]) => name.toLowerCase() === "content-type");
  return typed ? options : { ...options, headers: pairs, contentType: "application/json" };
}

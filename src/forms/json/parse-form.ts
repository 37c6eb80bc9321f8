import { isUtf8 } from "node:buffer";
import type { HttpRequest } from "../../http/index.ts";
import type { DataInput } from "../form-data.ts";
import type { AnyFormClass } from "../forms/define-form.ts";
import { InvalidForm } from "./invalid-form.ts";
import { JsonData } from "./json-data.ts";

/** Options of a form class, except the submitted data. */
export type ParseOptions<C extends AnyFormClass> = Omit<
  NonNullable<ConstructorParameters<C>[0]>,
  "data" | "files"
>;

/** Implements `parse` of forms. */
export async function parseForm<C extends AnyFormClass>(
  Form: C,
  request: HttpRequest,
  options: object,
): Promise<InstanceType<C>> {
  const form = new Form({ ...options, ...sentBy(request) });
  if (!(await form.isValid())) throw new InvalidForm(form.errors.getJsonData());
  return form as InstanceType<C>;
}

interface Sent {
  readonly data: DataInput;
  readonly files?: DataInput;
}

/** @throws {InvalidForm} If forms cannot read the request. */
function sentBy(request: HttpRequest): Sent {
  const { method, contentType } = request;
  if (method === "GET" || method === "HEAD") return { data: request.GET };
  if (/^application\/(?:[\w.-]+\+)?json$/.test(contentType)) return { data: jsonOf(request) };
  const isForm = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)$/.test(contentType);
  if ((isForm && method === "POST") || (contentType === "" && request.body.length === 0)) {
    return { data: request.POST, files: request.FILES };
  }
  const message = isForm ? "Send forms by POST, or JSON." : "Send JSON, or a form.";
  throw refusal(message, "unsupported_media_type", 415);
}

function jsonOf({ body, contentParams }: HttpRequest): JsonData {
  const charset = contentParams.get("charset") ?? "utf-8";
  if (!/^utf-?8$/i.test(charset) || !isUtf8(body)) {
    throw refusal("Send JSON in UTF-8.", "invalid_json", 400);
  }
  try {
    return new JsonData(body.toString("utf8").replace(/^\ufeff/, ""));
  } catch (error) {
    // A RangeError means nesting too deep to parse.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw refusal("Enter a valid JSON object.", "invalid_json", 400);
  }
}

function refusal(message: string, code: string, status: 400 | 415): InvalidForm {
  return new InvalidForm({ __all__: [{ message, code }] }, status);
}

import { STATUS_CODES } from "node:http";
import type { Components } from "./components.ts";
import { formOf } from "./components.ts";
import type { FormSource, Method, Operation, Parameter } from "./describe-view.ts";
import { partsOf } from "./form-schemas.ts";
import type { SchemaLike } from "./schema.ts";

interface Response {
  readonly description: string;
  readonly content?: object;
}

/** Builds the document's operation for a view. */
export function operationObject(
  method: Method,
  operation: Operation,
  operationId: string | undefined,
  components: Components,
): object {
  const { summary, description, tags, deprecated, form, parameters = [] } = operation;
  const query = form && method === "get" ? queryOf(form) : [];
  const all = [...parameters, ...query];
  return {
    ...(operationId !== undefined && { operationId }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(tags && { tags }),
    ...(deprecated === true && { deprecated }),
    ...(all.length > 0 && { parameters: all }),
    ...(form && method !== "get" && bodyOf(form, method, components)),
    responses: responsesOf(operation, method, components),
  };
}

function queryOf(source: FormSource): readonly Parameter[] {
  return partsOf(formOf(source)).map(({ name, schema: { description, ...schema }, needed }) => ({
    name,
    in: "query",
    ...(description !== undefined && { description }),
    ...(needed && { required: true }),
    schema,
  }));
}

function bodyOf(form: FormSource, method: Method, components: Components): object {
  return { requestBody: { required: true, content: components.bodyOf(form, method === "post") } };
}

function responsesOf(
  { responses, form }: Operation,
  method: Method,
  components: Components,
): Readonly<Record<string, Response>> {
  const told: Readonly<Record<string, Response>> = Object.fromEntries(
    Object.entries<SchemaLike | null>(responses).map(([status, schema]) => [
      status,
      {
        description: STATUS_CODES[status] ?? `Status ${status}`,
        ...(schema && { content: { "application/json": { schema } } }),
      },
    ]),
  );
  return { ...(form && errorsOf(method, components)), ...told };
}

/** The responses of `parse` for views that use it. */
function errorsOf(method: Method, components: Components): Readonly<Record<string, Response>> {
  const content = components.formErrors();
  const invalid = { description: "The submitted data is invalid.", content };
  const unread = { description: "The body is neither JSON nor a form.", content };
  return { 400: invalid, ...(method !== "get" && { 415: unread }) };
}

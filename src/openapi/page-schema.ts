import type { Operation, Parameter } from "./describe-view.ts";
import type { SchemaLike } from "./schema.ts";

export interface PageOptions {
  /** Query parameter with the page number, as in `jsonPage`. Default `"page"`. */
  readonly pageKwarg?: string;
}

/**
 * The parameters and responses of `jsonPage`, as parts of an operation.
 *
 * @param row The schema of one result.
 *
 * @example
 * describeView(questions, { get: { ...pageOf(modelSchema(Question, ["id", "questionText"])) } });
 */
export function pageOf(
  row: SchemaLike,
  { pageKwarg = "page" }: PageOptions = {},
): Required<Pick<Operation, "parameters" | "responses">> {
  const page: Parameter = {
    name: pageKwarg,
    in: "query",
    description: "The number of a page, or `last`. Default 1.",
    schema: { anyOf: [{ type: "integer", minimum: 1 }, { const: "last" }] },
  };
  const link = { type: ["string", "null"], format: "uri" } as const;
  return {
    parameters: [page],
    responses: {
      200: {
        type: "object",
        properties: {
          count: { type: "integer", minimum: 0, description: "Results on all pages." },
          next: link,
          previous: link,
          results: { type: "array", items: row },
        },
        required: ["count", "next", "previous", "results"],
      },
      404: {
        type: "object",
        properties: { detail: { type: "string" } },
        required: ["detail"],
      },
    },
  };
}

import type { AnyForm, AnyFormClass } from "../forms/index.ts";
import { replaceView, type AnyView, type ViewWith } from "../http/index.ts";
import type { SchemaLike } from "./schema.ts";

/** Methods for which a view can be described. */
export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];

/** A form class, or a function that creates an empty form if the class needs arguments. */
export type FormSource = AnyFormClass | (() => AnyForm);

/** A parameter of a view besides its form and its path. */
export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "cookie";
  readonly description?: string;
  /** Default false. */
  readonly required?: boolean;
  readonly schema: SchemaLike;
}

/** The input and responses of a view for one method. */
export interface Operation {
  readonly summary?: string;
  /** A longer text, in CommonMark. */
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Name for clients. Default: the method and the URL name, `post_polls_vote`. */
  readonly operationId?: string;
  /** Default false. */
  readonly deprecated?: boolean;
  /** The form that the view parses: from the body, or from the query for GET. Its errors are described too. */
  readonly form?: FormSource;
  readonly parameters?: readonly Parameter[];
  /** The JSON for each status from 100 to 599; null for an empty response. At least one. */
  readonly responses: Readonly<Record<number, SchemaLike | null>>;
}

/** Operations of a view, by method. */
export type Operations = { readonly [M in Method]?: Operation };

const OPERATIONS = Symbol("mkweb.openapi.operations");

interface Described {
  readonly [OPERATIONS]?: Operations;
}

/**
 * Describes a view's input and responses for the document of `openapi()`. Does not change the view.
 *
 * @param view A function, or the result of `asView()`.
 * @throws {RangeError} A status below 100 or above 599, or an operation without responses.
 *
 * @example
 * const addQuestion = describeView(csrfExempt(add), {
 *   post: { form: QuestionForm, responses: { 201: modelSchema(Question, ["id", "questionText"]) } },
 * });
 */
export function describeView<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  operations: Operations,
): ViewWith<Args> {
  for (const [method, { responses }] of Object.entries(operations)) {
    const statuses = Object.keys(responses);
    const wrong = statuses.find((status) => !/^[1-5]\d\d$/.test(status));
    if (statuses.length > 0 && wrong === undefined) continue;
    const what = wrong === undefined ? "has no responses" : `has a response of status ${wrong}`;
    throw new RangeError(
      `describeView(): the ${method} of '${view.name}' ${what}. Use statuses from 100 to 599.`,
    );
  }
  const described = replaceView(view, (request, ...args) => view(request, ...args));
  return Object.assign(described, { [OPERATIONS]: operations });
}

/** The description of a view, or `undefined`. */
export function operationsOf(view: AnyView & Described): Operations | undefined {
  return Object.hasOwn(view, OPERATIONS) ? view[OPERATIONS] : undefined;
}

import type { AnyForm, AnyFormClass } from "../forms/index.ts";
import { replaceView, type AnyView, type ViewWith } from "../http/index.ts";
import type { SchemaLike } from "./schema.ts";

/** Methods that a view can be described for. */
export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];

/** A form's class, or a function that makes an empty form where the class needs more to make one. */
export type FormSource = AnyFormClass | (() => AnyForm);

/** What a view reads besides its form and the path. */
export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "cookie";
  readonly description?: string;
  /** Default false. */
  readonly required?: boolean;
  readonly schema: SchemaLike;
}

/** What a view takes and answers by one method. */
export interface Operation {
  readonly summary?: string;
  /** More words, in CommonMark. */
  readonly description?: string;
  readonly tags?: readonly string[];
  /** What a client calls it. Default: the method and the name of the URL, `post_polls_vote`. */
  readonly operationId?: string;
  /** Default false. */
  readonly deprecated?: boolean;
  /** The form that the view parses: the body, by GET the query. Its errors are described with it. */
  readonly form?: FormSource;
  readonly parameters?: readonly Parameter[];
  /** The JSON of each status, from 100 to 599; null for an answer that has none. At least one. */
  readonly responses: Readonly<Record<number, SchemaLike | null>>;
}

/** What a view does, by method. */
export type Operations = { readonly [M in Method]?: Operation };

const OPERATIONS = Symbol("mkweb.openapi.operations");

interface Described {
  readonly [OPERATIONS]?: Operations;
}

/**
 * Says what a view takes and answers, for the document that `openapi()` makes. The view itself stays as it is.
 *
 * @param view A function, or what `asView()` gives.
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
      `describeView(): the ${method} of '${view.name}' ${what}. Name statuses from 100 to 599.`,
    );
  }
  const described = replaceView(view, (request, ...args) => view(request, ...args));
  return Object.assign(described, { [OPERATIONS]: operations });
}

/** What was said of a view, if anything was. */
export function operationsOf(view: AnyView & Described): Operations | undefined {
  return Object.hasOwn(view, OPERATIONS) ? view[OPERATIONS] : undefined;
}

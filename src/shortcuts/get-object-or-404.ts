import { Http404 } from "../http/index.ts";
import type { Condition } from "../models/index.ts";

/** Some rows of a model: a query set, or what a relation leads to. */
export interface Rows<M, R> {
  readonly model: unknown;
  get(...conditions: readonly Condition<M>[]): Promise<R>;
  filter(...conditions: readonly Condition<M>[]): PromiseLike<R[]>;
}

/** A model, or some of its rows. */
export type Source<M, R> = Rows<M, R> | { readonly objects: Rows<M, R> };

/**
 * The one object for which this holds.
 *
 * @param source A model, or a query set: `Book.objects.selectRelated("author")`.
 * @throws {Http404} There is none. {@link MultipleObjectsReturned}: there is more than one.
 *
 * @example
 * const question = await getObjectOr404(Question, { id: 7 });
 */
export async function getObjectOr404<M, R>(
  source: Source<M, R>,
  ...conditions: readonly Condition<NoInfer<M>>[]
): Promise<R> {
  const rows = rowsOf(source);
  try {
    return await rows.get(...(conditions as never[]));
  } catch (error) {
    // Only now, when it is loaded anyway: a project without models never loads them.
    const { DoesNotExist } = await import("../models/index.ts");
    throw error instanceof DoesNotExist ? noneMatches(rows) : error;
  }
}

/**
 * Every object for which this holds.
 *
 * @throws {Http404} There is none.
 *
 * @example
 * const questions = await getListOr404(Question.objects.orderBy("-pubDate"), {
 *   questionText: startsWith("What"),
 * });
 */
export async function getListOr404<M, R>(
  source: Source<M, R>,
  ...conditions: readonly Condition<NoInfer<M>>[]
): Promise<R[]> {
  const rows = rowsOf(source);
  const found = await rows.filter(...(conditions as never[]));
  if (found.length === 0) throw noneMatches(rows);
  return found;
}

function rowsOf<M, R>(source: Source<M, R>): Rows<M, R> {
  return "objects" in source ? source.objects : source;
}

function noneMatches({ model }: { readonly model: unknown }): Http404 {
  const name = typeof model === "function" ? model.name : "object";
  return new Http404(`No ${name} matches the given query.`);
}

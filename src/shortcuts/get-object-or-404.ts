import { Http404 } from "../http/index.ts";
import type { Condition } from "../models/index.ts";

/** Rows of a model: a query set, or a relation. */
export interface Rows<M, R> {
  readonly model: unknown;
  get(...conditions: readonly Condition<M>[]): Promise<R>;
  filter(...conditions: readonly Condition<M>[]): PromiseLike<R[]>;
}

/** A model, or some of its rows. */
export type Source<M, R> = Rows<M, R> | { readonly objects: Rows<M, R> };

/**
 * Returns the only object that matches.
 *
 * @param source A model, or a query set: `Book.objects.selectRelated("author")`.
 * @throws {Http404} No object matches. {@link MultipleObjectsReturned}: more than one does.
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
    // Loaded lazily: a project without models never loads them.
    const { DoesNotExist } = await import("../models/index.ts");
    throw error instanceof DoesNotExist ? noneMatches(rows) : error;
  }
}

/**
 * Returns all objects that match.
 *
 * @throws {Http404} No object matches.
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

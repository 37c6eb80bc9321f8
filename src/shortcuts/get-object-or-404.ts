import type { Found, ListOptions, Manager, Where } from "../db/index.ts";
import { Http404 } from "../http/index.ts";

/** A model, or a manager of some of its rows. */
export type Source<T extends object> = Manager<T> | { readonly objects: Manager<T> };

/**
 * The one object that matches.
 *
 * @throws {Http404} There is none. {@link MultipleObjectsReturned}: there is more than one.
 */
export async function getObjectOr404<T extends object, Hint extends string = never>(
  source: Source<T>,
  where: Where<NoInfer<T>>,
  options?: Pick<ListOptions<T, Hint>, "populate">,
): Promise<Found<T, Hint>> {
  const manager = managerOf(source);
  try {
    return await manager.get(where, options);
  } catch (error) {
    // Only now, when it is loaded anyway: a project without models never loads the database library.
    const { DoesNotExist } = await import("../db/index.ts");
    throw error instanceof DoesNotExist ? noneMatches(manager) : error;
  }
}

/**
 * Every object that matches.
 *
 * @throws {Http404} There is none.
 */
export async function getListOr404<T extends object, Hint extends string = never>(
  source: Source<T>,
  where: Where<NoInfer<T>>,
  options?: ListOptions<T, Hint>,
): Promise<Found<T, Hint>[]> {
  const manager = managerOf(source);
  const found = await manager.filter(where, options);
  if (found.length === 0) throw noneMatches(manager);
  return found;
}

function managerOf<T extends object>(source: Source<T>): Manager<T> {
  return "objects" in source ? source.objects : source;
}

function noneMatches<T extends object>({ model }: Manager<T>): Http404 {
  return new Http404(`No ${model.name} matches the given query.`);
}

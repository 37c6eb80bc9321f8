import { aliasOf } from "../databases.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import { prefetchInto } from "./prefetch-into.ts";

/**
 * Loads relations of existing objects: Django's function of this name.
 *
 * @param objects All of the same model.
 *
 * @example
 * await prefetchRelatedObjects(await Author.objects.all(), "books");
 */
export async function prefetchRelatedObjects(
  objects: readonly object[],
  ...lookups: readonly (string | Prefetch)[]
): Promise<void> {
  const [first] = objects;
  if (first) await prefetchInto(objects, lookups, aliasOf(first));
}

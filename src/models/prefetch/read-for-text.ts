import { NotLoadedError } from "../instances/not-loaded.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { infoOf } from "../meta/registry.ts";
import { prefetchRelatedObjects } from "./prefetch-related-objects.ts";

/** Maximum number of relations that one text may use. */
const MOST = 100;

/**
 * Returns an object's text; Django's `str(object)`. Loads the relations that its `toString()` needs.
 *
 * @example
 * console.log(await objectText(question));
 */
export async function objectText(object: { toString(): string }): Promise<string> {
  await readForText([object]);
  return object.toString();
}

/**
 * Loads the relations that the texts of objects need, so that `String(object)` works for each of them. Each relation is
 * loaded for all objects of a model at once.
 *
 * @throws {TypeError} If a text needs a relation that leads nowhere.
 */
export async function readForText(objects: readonly object[]): Promise<void> {
  const read = new Map<string, Set<object>>();
  for (const object of objects) {
    for (let count = 0; ; count++) {
      const missing = missingFor(object);
      if (!missing) break;
      if (count === MOST) throw missing;
      const { owner, relation } = missing;
      const name = `${infoOf(owner.constructor).label}.${relation}`;
      const done = read.get(name) ?? new Set();
      if (done.has(owner)) throw missing;
      const among = objects.filter((each) => each.constructor === owner.constructor);
      const together = among.includes(owner) ? among : [owner];
      for (const each of together) done.add(each);
      read.set(name, done);
      await prefetchRelatedObjects(together, relation);
    }
  }
}

function missingFor(object: object): NotLoadedError | undefined {
  try {
    (object as ModelBase).toString();
    return undefined;
  } catch (error) {
    if (error instanceof NotLoadedError) return error;
    throw error;
  }
}

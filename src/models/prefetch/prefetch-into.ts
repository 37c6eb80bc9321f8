import { ValueError } from "../../query/index.ts";
import { ModelBase } from "../instances/model-base.ts";
import { infoOf } from "../meta/registry.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import type { Fetcher } from "./fetcher.ts";
import { fetcherFor } from "./fetchers.ts";
import { lookupOf, placeAt, type Lookup } from "./lookup.ts";

/**
 * Loads relations of objects, with one statement per relation, and stores the results on the objects.
 *
 * @throws {TypeError} If a path leads to no relation.
 * @throws {ValueError} If a relation has two queries, or the model already has the property.
 */
export async function prefetchInto(
  objects: readonly object[],
  lookups: readonly (string | Prefetch)[],
  alias = "default",
): Promise<void> {
  if (objects.length === 0) return;
  const run = new Run(alias);
  const waiting = lookups.map((each) => lookupOf(each)).reverse();
  while (waiting.length > 0) {
    const lookup = waiting.pop();
    if (lookup) waiting.push(...(await run.follow(lookup, objects)).reverse());
  }
}

class Run {
  readonly #alias: string;
  /** What was loaded, by place. */
  readonly #done = new Map<string, readonly object[]>();
  /** Lookups that came from queries or were followed, to prevent cycles. */
  readonly #brought = new Set<Lookup>();
  readonly #followed = new Set<string>();

  constructor(alias: string) {
    this.#alias = alias;
  }

  /** @returns Lookups of the queries that were used. */
  async follow(lookup: Lookup, start: readonly object[]): Promise<Lookup[]> {
    const more: Lookup[] = [];
    if (this.#done.has(placeAt(lookup, lookup.to.length - 1))) {
      if (lookup.query) throw seenTwice(lookup);
      return more;
    }
    let objects = start;
    for (let level = 0; level < lookup.through.length && objects.length > 0; level += 1) {
      const done = this.#done.get(placeAt(lookup, level));
      objects = done ?? (await this.#step(lookup, level, objects, more));
    }
    return more;
  }

  async #step(
    lookup: Lookup,
    level: number,
    objects: readonly object[],
    more: Lookup[],
  ): Promise<readonly object[]> {
    const name = lookup.through[level] ?? "";
    const isLast = level === lookup.through.length - 1;
    const [first] = objects;
    const fetcher = first instanceof ModelBase ? fetcherFor(first, name, this.#alias) : undefined;
    if (!fetcher) return traverse(lookup, name, isLast, objects);
    const property = lookup.to[level] === name ? undefined : lookup.to[level];
    const owners = objects as readonly ModelBase[];
    if (property !== undefined && owners[0]) refuseField(owners[0], property);
    const isFetched = (object: ModelBase): boolean =>
      property === undefined ? fetcher.isFetched(object) : Object.hasOwn(object, property);
    const missing = owners.filter((object) => !isFetched(object));
    if (missing.length === 0)
      return owners.flatMap((object) => fetcher.fetched(object)) as object[];
    const query = isLast ? lookup.query : undefined;
    const found = await fetchLevel(missing, fetcher, query, property);
    const place = placeAt(lookup, level);
    const relation = `${infoOf(first?.constructor).label}.${name}`;
    if (!(this.#brought.has(lookup) && this.#followed.has(relation))) {
      this.#done.set(place, found.rows);
      const before = {
        through: lookup.through.slice(0, level + 1),
        to: lookup.to.slice(0, level + 1),
      };
      for (const each of found.more.map((given) => lookupOf(given, before))) {
        this.#brought.add(each);
        more.push(each);
      }
    }
    this.#followed.add(relation);
    return found.rows;
  }
}

async function fetchLevel(
  objects: readonly ModelBase[],
  fetcher: Fetcher,
  query: Lookup["query"],
  property: string | undefined,
) {
  const { rows, keyOfRow, keyOfObject, more } = await fetcher.fetch(objects, query);
  const byKey = Map.groupBy(rows, keyOfRow);
  for (const object of objects) {
    const own = byKey.get(keyOfObject(object)) ?? [];
    if (property === undefined) fetcher.keep(object, own);
    else Reflect.set(object, property, fetcher.single ? (own[0] ?? null) : own);
  }
  return { rows, more };
}

function refuseField(object: ModelBase, property: string): void {
  const { fields, attributes, name } = infoOf(object.constructor);
  if (!fields.has(property) && !attributes.has(property)) return;
  throw new ValueError(`${property} conflicts with a field on the ${name} model.`);
}

/** Follows a name that is not a relation: the property of an earlier prefetch, or one of the class. */
function traverse(
  lookup: Lookup,
  name: string,
  isLast: boolean,
  objects: readonly object[],
): readonly object[] {
  const [first] = objects;
  const path = lookup.through.join(".");
  if (!first || !(name in first)) {
    throw new TypeError(
      `Cannot find '${name}' on ${first?.constructor.name} object, '${path}' is an invalid parameter to prefetchRelated().`,
    );
  }
  if (isLast) {
    throw new ValueError(
      `'${path}' does not resolve to an item that supports prefetching - this is an invalid parameter to prefetchRelated().`,
    );
  }
  return objects
    .flatMap((object) => Reflect.get(object, name) as unknown)
    .filter((each) => typeof each === "object" && each !== null);
}

function seenTwice({ to }: Lookup): ValueError {
  return new ValueError(
    `'${to.join(".")}' lookup was already seen with a different queryset. You may need to adjust the ordering of your lookups.`,
  );
}

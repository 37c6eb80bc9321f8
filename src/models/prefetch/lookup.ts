import { ValueError } from "../../query/index.ts";
import { Prefetch } from "../queries/prefetch.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";

/** A path of relations to read along, and where what is found goes. */
export interface Lookup {
  /** The names to follow: `["author", "books"]`. */
  readonly through: readonly string[];
  /** The same with the property that gets the list last, if one was named. */
  readonly to: readonly string[];
  /** The query of the last relation's rows, if one was given. */
  readonly query: AnySet | undefined;
}

/** @param before The lookup whose rows these paths start from. */
export function lookupOf(
  given: string | Prefetch,
  before: Pick<Lookup, "through" | "to"> = { through: [], to: [] },
): Lookup {
  const { lookup, query, toAttribute } =
    given instanceof Prefetch ? given : new Prefetch(given, undefined, undefined);
  if (typeof lookup !== "string") {
    throw new TypeError('prefetchRelated() takes names of relations, one by one: ("a", "b").');
  }
  const names = lookup.split(".");
  if (names.includes("")) throw new ValueError(`'${lookup}' is no path of relations.`);
  if (query && sourceOf(query as AnySet).shape !== "objects") {
    throw new ValueError(
      `The query of '${lookup}' must answer objects: without values() or valuesList().`,
    );
  }
  const last = toAttribute ?? names.at(-1) ?? "";
  return {
    through: [...before.through, ...names],
    to: [...before.to, ...names.slice(0, -1), last],
    query: query as AnySet | undefined,
  };
}

/** The part of a lookup up to a level, as a name for what was read there. */
export function placeAt({ to }: Lookup, level: number): string {
  return to.slice(0, level + 1).join(".");
}

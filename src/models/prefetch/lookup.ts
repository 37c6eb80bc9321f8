import { ValueError } from "../../query/index.ts";
import { Prefetch } from "../queries/prefetch.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";

/** A path of relations to prefetch, and where to store the result. */
export interface Lookup {
  /** Names to follow: `["author", "books"]`. */
  readonly through: readonly string[];
  /** The same, ending with the property for the list if one was given. */
  readonly to: readonly string[];
  /** The query for the last relation's rows, if given. */
  readonly query: AnySet | undefined;
}

/** @param before The lookup to whose rows these paths are relative. */
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
  if (names.includes("")) throw new ValueError(`'${lookup}' is not a path of relations.`);
  if (query && sourceOf(query as AnySet).shape !== "objects") {
    throw new ValueError(
      `The query of '${lookup}' must return objects: without values() or valuesList().`,
    );
  }
  const last = toAttribute ?? names.at(-1) ?? "";
  return {
    through: [...before.through, ...names],
    to: [...before.to, ...names.slice(0, -1), last],
    query: query as AnySet | undefined,
  };
}

/** Returns a lookup up to a level, to identify what was loaded there. */
export function placeAt({ to }: Lookup, level: number): string {
  return to.slice(0, level + 1).join(".");
}

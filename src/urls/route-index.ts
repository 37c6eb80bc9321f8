import type { Leaf } from "./leaves.ts";
import { RoutePattern } from "./patterns/route-pattern.ts";

/**
 * Finds the patterns that may match a path by its segments, so that resolving costs the same for ten patterns
 * as for five hundred. It may return too many patterns, never too few; the patterns themselves decide.
 */
export class RouteIndex {
  readonly #root = node();

  constructor(leaves: readonly Leaf[]) {
    for (const leaf of leaves) this.#add(leaf);
  }

  #add(leaf: Leaf): void {
    let at = this.#root;
    let literal = "";
    let isWild = false;
    for (const { pattern } of [...leaf.resolvers, leaf.entry]) {
      if (!(pattern instanceof RoutePattern)) return void at.below.push(leaf.order);
      for (const part of pattern.parts) {
        if (typeof part !== "string") {
          if (part.spansSegments) return void at.below.push(leaf.order);
          isWild = true;
          continue;
        }
        const segments = (literal + part).split("/");
        literal = segments.pop() ?? "";
        for (const segment of segments) {
          at = child(at, segment, isWild);
          isWild = false;
        }
      }
    }
    child(at, literal, isWild).ends.push(leaf.order);
  }

  /** The positions of patterns that may match `path` from `start`, in order. */
  candidates(path: string, start: number): readonly number[] {
    const found: number[] = [];
    collect(this.#root, path, start, found);
    return found.length > 1 ? found.sort((one, other) => one - other) : found;
  }
}

interface Node {
  /** Patterns that match anything from here on. */
  readonly below: number[];
  /** Patterns that end here. */
  readonly ends: number[];
  readonly literal: Map<string, Node>;
  /** The next node for a segment that contains a parameter. */
  wild: Node | undefined;
}

const node = (): Node => ({ below: [], ends: [], literal: new Map(), wild: undefined });

function child(parent: Node, segment: string, isWild: boolean): Node {
  if (isWild) return (parent.wild ??= node());
  let found = parent.literal.get(segment);
  if (found === undefined) parent.literal.set(segment, (found = node()));
  return found;
}

/** @param at Start of the next segment; beyond the path's end, no segments are left. */
function collect(from: Node, path: string, at: number, found: number[]): void {
  for (const order of from.below) found.push(order);
  if (at > path.length) {
    for (const order of from.ends) found.push(order);
    return;
  }
  const slash = path.indexOf("/", at);
  const end = slash === -1 ? path.length : slash;
  const literal = from.literal.size === 0 ? undefined : from.literal.get(path.slice(at, end));
  if (literal !== undefined) collect(literal, path, end + 1, found);
  if (from.wild !== undefined) collect(from.wild, path, end + 1, found);
}

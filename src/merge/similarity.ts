import { inCommon } from "../values/index.ts";
import { linesOf } from "./lines.ts";

/** How much of two texts is the same lines: 0 for nothing, 1 for all. */
export function similarity(one: string, other: string): number {
  return inCommon(linesOf(one).lines, linesOf(other).lines);
}

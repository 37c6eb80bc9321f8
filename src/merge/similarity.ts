import { inCommon } from "../values/index.ts";
import { linesOf } from "./lines.ts";

/** The share of equal lines in two texts, from 0 to 1. */
export function similarity(one: string, other: string): number {
  return inCommon(linesOf(one).lines, linesOf(other).lines);
}

import type { Converter } from "./converters.ts";

/** What a pattern found in a path. */
export interface PatternMatch {
  /** Where the rest of the path begins. */
  readonly end: number;
  /** Groups without a name; empty when there are named ones. */
  readonly args: readonly string[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** The one empty list and the one empty record: most patterns have nothing else, and can be told by it. */
export const NO_ARGS: readonly string[] = Object.freeze([]);
export const NO_KWARGS: Readonly<Record<string, unknown>> = Object.freeze({});

/** One way to write a URL: literal texts and the parameters between them. */
export type Form = readonly (string | { readonly name: string; readonly repeats?: true })[];

/** A pattern of `path()` or `rePath()`. */
export interface Pattern {
  /** As it was written. */
  readonly text: string;
  readonly converters: ReadonlyMap<string, Converter>;
  /** Matches the path from `start` on. */
  match(path: string, start: number): PatternMatch | undefined;
  /**
   * A regular expression (flag v) that a built URL has to match; `undefined` for a RegExp, whose own
   * syntax cannot be joined with others.
   *
   * @param suffix Put behind the names of groups, which must differ where several patterns become one.
   */
  checkSource(suffix: string): string | undefined;
  /** The ways to build a URL; empty where that cannot be done. */
  readonly forms: readonly Form[];
}

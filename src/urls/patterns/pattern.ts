import type { Converter } from "./converters.ts";

/** What a pattern found in a path. */
export interface PatternMatch {
  /** Index where the rest of the path begins. */
  readonly end: number;
  /** Unnamed groups; empty if there are named ones. */
  readonly args: readonly string[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Shared empty values. Most patterns have no arguments and are recognised by these. */
export const NO_ARGS: readonly string[] = Object.freeze([]);
export const NO_KWARGS: Readonly<Record<string, unknown>> = Object.freeze({});

/** One way to write a URL: literal texts and parameters, alternating. */
export type Form = readonly (string | { readonly name: string; readonly repeats?: true })[];

/** A pattern of `path()` or `rePath()`. */
export interface Pattern {
  /** The pattern as written. */
  readonly text: string;
  readonly converters: ReadonlyMap<string, Converter>;
  /** Matches the path, beginning at `start`. */
  match(path: string, start: number): PatternMatch | undefined;
  /**
   * A regular expression (flag v) that a built URL has to match; `undefined` for a RegExp, as its syntax
   * cannot be joined with others.
   *
   * @param suffix Appended to group names, which must differ when several patterns become one.
   */
  checkSource(suffix: string): string | undefined;
  /** The ways to build a URL; empty if there is none. */
  readonly forms: readonly Form[];
}

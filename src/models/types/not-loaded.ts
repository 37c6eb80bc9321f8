import type { modelOf } from "./row.ts";

declare const loaded: unique symbol;

/** A related object that is not loaded: `await` it, or use selectRelated(). */
export interface NotLoaded<M, _Hint = "await it or selectRelated() it"> extends PromiseLike<M> {
  readonly [modelOf]: NonNullable<M>;
  readonly [loaded]: false;
  /** Throws a NotLoadedError until the object is loaded. `objectText()` and templates load it by themselves. */
  toString(): string;
}

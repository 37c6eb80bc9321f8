import type { modelOf } from "./row.ts";

declare const loaded: unique symbol;

/** The other end of a relation that was not loaded: a query that `await` runs; selectRelated() loads it along. */
export interface NotLoaded<M, _Hint = "await it or selectRelated() it"> extends PromiseLike<M> {
  readonly [modelOf]: NonNullable<M>;
  readonly [loaded]: false;
  /** Throws a NotLoadedError; it is the object's once that is loaded. `objectText()` and templates load it by themselves. */
  toString(): string;
}

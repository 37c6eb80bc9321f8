/** Types of functions. Each function is a constant of its own, so that editors show its own type. */
import type { Computed, Expression } from "../types/conditions.ts";
import type { Derived } from "../types/expressions.ts";

/** A function of one value, null if the value is. */
export interface Of<V> {
  <const N extends string>(operand: N | Expression<N> | Derived<unknown, N>): Derived<V, N>;
  (operand: Computed<unknown>): Computed<V | null>;
}

/** Like {@link Of}, with more arguments. */
export interface With<V, Rest extends readonly unknown[]> {
  <const N extends string>(
    operand: N | Expression<N> | Derived<unknown, N>,
    ...rest: Rest
  ): Derived<V, N>;
  (operand: Computed<unknown>, ...rest: Rest): Computed<V | null>;
}

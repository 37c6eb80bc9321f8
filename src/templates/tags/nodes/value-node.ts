/** Tags that print one value, or store it with `as name`. */
import type { Code } from "../../language/code.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Scope } from "../../scope.ts";
import type { RenderState } from "../../state.ts";
import { TargetNode } from "./target-node.ts";

type Value = (state: RenderState, scope: Scope, ...values: readonly unknown[]) => unknown;

/** A tag whose value comes from a function. */
export class ValueNode extends TargetNode {
  readonly expressions: readonly FilterExpression[];
  readonly value: Value;

  constructor(value: Value, expressions: readonly FilterExpression[], target?: string) {
    super(target);
    this.value = value;
    this.expressions = expressions;
  }

  generate(code: Code): void {
    const values = this.expressions.map((each) => `,${code.expression(each, "shown")}`).join("");
    this.give(code, `${code.constant(this.value)}(r,${code.scope}${values})`, "false");
  }
}

/** Removes `as name` from the end of a tag's words. */
export function takeTarget(words: string[]): string | undefined {
  return words.length >= 2 && words.at(-2) === "as" ? words.splice(-2)[1] : undefined;
}

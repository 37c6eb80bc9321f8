/** Tags that print one value, or keep it with `as name`. */
import type { Code } from "../../language/code.ts";
import type { FilterExpression } from "../../language/expression.ts";
import { Node } from "../../language/node.ts";
import type { Scope } from "../../scope.ts";
import type { RenderState } from "../../state.ts";

type Give = (state: RenderState, scope: Scope, ...values: readonly unknown[]) => unknown;

/** A tag whose value one function gives. */
export class ValueNode extends Node {
  readonly expressions: readonly FilterExpression[];
  readonly target: string | undefined;
  readonly give: Give;

  constructor(give: Give, expressions: readonly FilterExpression[], target?: string) {
    super();
    this.give = give;
    this.expressions = expressions;
    this.target = target;
  }

  override get needsScope(): boolean {
    return this.target !== undefined;
  }

  generate(code: Code): void {
    const values = this.expressions.map((each) => `,${code.expression(each, "shown")}`).join("");
    const value = `${code.constant(this.give)}(r,${code.scope}${values})`;
    if (this.target !== undefined) code.set(this.target, value);
    else code.print(value, "false");
  }
}

/** Takes `as name` off the end of a tag's words. */
export function takeTarget(words: string[]): string | undefined {
  return words.length >= 2 && words.at(-2) === "as" ? words.splice(-2)[1] : undefined;
}

/** Tags that print one value, or store it with `as name`. */
import { TemplateSyntaxError } from "../../errors.ts";
import type { Code } from "../../language/code.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Token } from "../../language/lexer.ts";
import { repr } from "../../runtime/text.ts";
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

/** The name after `as` in a tag of three words. */
export function onlyTarget(token: Token): string {
  const [tag, as, target, ...rest] = token.contents.split(/\s+/);
  if (as !== "as" || target === undefined || rest.length > 0) {
    throw new TemplateSyntaxError(
      `'${tag}' requires 'as variable' (got ${repr(token.contents.split(/\s+/))})`,
    );
  }
  return target;
}

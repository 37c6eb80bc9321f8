/** `{% firstof %}`: the first true value. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { write } from "../runtime/operations.ts";
import { SafeString } from "../safe-string.ts";
import type { RenderState } from "../state.ts";
import { TargetNode } from "./nodes/target-node.ts";

class FirstOfNode extends TargetNode {
  readonly values: readonly FilterExpression[];

  constructor(values: readonly FilterExpression[], target: string | undefined) {
    super(target);
    this.values = values;
  }

  generate(code: Code): void {
    const value = code.name("y");
    const tests = this.values.map((each) => `R.truthy(${value}=${code.expression(each, "none")})`);
    code.add(`let ${value};if(!(${tests.join("||")}))${value}="";`);
    if (this.target === undefined) return code.print(value);
    const shown = `${code.constant(rendered)}(${value},${code.autoescape},r)`;
    code.set(this.target, shown);
  }
}

/** The output of a value, still marked as safe if it must not be escaped again. */
export function rendered(
  value: unknown,
  autoescape: boolean,
  state: RenderState,
): SafeString | string {
  const output = write(value, autoescape, state);
  return autoescape || value instanceof SafeString ? new SafeString(output) : output;
}

export function firstof(parser: Parser, token: Token): Node {
  const words = token.splitContents().slice(1);
  if (words.length === 0) {
    throw new TemplateSyntaxError("'firstof' statement requires at least one argument");
  }
  const target = words.length > 2 && words.at(-2) === "as" ? words.splice(-2)[1] : undefined;
  return new FirstOfNode(
    words.map((word) => parser.compileFilter(word)),
    target,
  );
}

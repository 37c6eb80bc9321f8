/** `{% widthratio %}`: computes a share of a width, for bars. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { exactDecimal, roundHalfEven } from "../runtime/decimal.ts";
import { toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import { text } from "../runtime/text.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { ValueNode } from "./nodes/value-node.ts";

export function widthratio(parser: Parser, token: Token): Node {
  const words = token.splitContents();
  if (words.length !== 4 && words.length !== 6) {
    throw new TemplateSyntaxError("widthratio takes at least three arguments");
  }
  if (words.length === 6 && words[4] !== "as") {
    throw new TemplateSyntaxError("Invalid syntax in widthratio tag. Expecting 'as' keyword");
  }
  const expressions = words.slice(1, 4).map((word) => parser.compileFilter(word));
  return new ValueNode(ratio, expressions, words[5]);
}

function ratio(
  _state: RenderState,
  _scope: Scope,
  value: unknown,
  most: unknown,
  width: unknown,
): string {
  let whole: number;
  try {
    whole = Number(toInteger(width));
  } catch {
    throw new TemplateSyntaxError("widthratio final argument must be a number");
  }
  try {
    const divisor = toFloat(most);
    const dividend = toFloat(value);
    if (divisor === 0) return "0";
    const result = (dividend / divisor) * whole;
    if (!Number.isFinite(result)) return "";
    const rounded = roundHalfEven(exactDecimal(result), 0);
    return text(result < 0 ? -rounded : rounded);
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return "";
    throw error;
  }
}

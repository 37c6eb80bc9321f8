/** Tags that print one thing, or keep it with `as name`: now, widthratio, url, csrf_token, lorem, debug, querystring. */
import { mask } from "../../secrets/index.ts";
import type { Code } from "../language/code.ts";
import { formatDate } from "../dates/format.ts";
import { DateTime } from "../dates/values.ts";
import { zoneOf } from "../../timezone/index.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { exactDecimal, roundHalfEven } from "../runtime/decimal.ts";
import { toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import { repr, text } from "../runtime/text.ts";
import { formatHtml, escape } from "../safe.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { getValue } from "../runtime/operations.ts";
import { truthy } from "../runtime/compare.ts";
import { loremParagraphs, loremWords } from "./lorem.ts";

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

export function now(_parser: Parser, token: Token): Node {
  const words = token.splitContents();
  const target = words.length === 4 ? takeTarget(words) : undefined;
  const [, quoted = ""] = words;
  if (words.length !== 2) throw new TemplateSyntaxError("'now' statement takes one argument");
  const format = quoted.slice(1, -1);
  return new ValueNode(
    (state) =>
      formatDate(new DateTime(state.now(), zoneOf(state.timeZone)), format || "DATE_FORMAT"),
    [],
    target,
  );
}

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

export function csrfToken(): Node {
  return new ValueNode((state, scope) => {
    const token = getValue(scope.get("csrf_token"), state);
    if (!truthy(token) || token === "NOTPROVIDED") return "";
    return formatHtml('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token);
  }, []);
}

export function debug(): Node {
  return new ValueNode(
    (state, scope) => (state.engine.debug ? escape(repr(mask("", scope.flatten()))) : ""),
    [],
  );
}

export function lorem(parser: Parser, token: Token): Node {
  const words = token.splitContents();
  const [tag = ""] = words;
  const common = words.at(-1) !== "random";
  if (!common) words.pop();
  const method = ["w", "p", "b"].includes(words.at(-1) ?? "") ? words.pop() : "b";
  const count = parser.compileFilter(words.length > 1 ? (words.pop() ?? "1") : "1");
  if (words.length !== 1) throw new TemplateSyntaxError(`Incorrect format for ${repr(tag)} tag`);
  return new ValueNode(
    (_state, _scope, given: unknown) => {
      const number = countOf(given);
      if (method === "w") return loremWords(number, common);
      const paragraphs = loremParagraphs(number, common);
      return paragraphs.map((each) => (method === "p" ? `<p>${each}</p>` : each)).join("\n\n");
    },
    [count],
  );
}

function countOf(value: unknown): number {
  try {
    return Number(toInteger(value));
  } catch {
    return 1;
  }
}

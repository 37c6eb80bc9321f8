/** `{% filter %}`: applies filters to its whole body. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node, NodeList } from "../language/node.ts";
import { typeName } from "../runtime/type-name.ts";
import { SafeString } from "../safe-string.ts";
import type { Parser } from "../language/parser.ts";
import { BodyNode, bodyOf } from "./nodes/body-node.ts";

/** Name of the variable by which `{% filter %}` passes its body to the filters. */
const filtered = "var";

class FilterNode extends BodyNode {
  readonly expression: FilterExpression;

  constructor(expression: FilterExpression, list: NodeList) {
    super(list);
    this.expression = expression;
  }

  generate(code: Code): void {
    const body = code.capture(() => this.list.generate(code));
    const locals = new Map([[filtered, `new R.SafeString(${body})`]]);
    code.withLocals(locals, () => {
      code.write(`${code.constant(requireText)}(${code.expression(this.expression, "shown")})`);
    });
  }
}

function requireText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof SafeString) return value.value;
  throw new TypeError(`the filters of {% filter %} must return text, not ${typeName(value)}`);
}

export function filterTag(parser: Parser, token: Token): Node {
  const rest = token.contents.replace(/^\S+\s*/, "");
  if (rest === "") throw new TemplateSyntaxError("'filter' tag takes at least one filter");
  const expression = parser.compileFilter(`${filtered}|${rest}`);
  for (const { filter } of expression.filters) {
    if (filter.name === "escape" || filter.name === "safe") {
      throw new TemplateSyntaxError(
        `"filter ${filter.name}" is not permitted.  Use the "autoescape" tag instead.`,
      );
    }
  }
  return new FilterNode(expression, bodyOf(parser, "endfilter"));
}

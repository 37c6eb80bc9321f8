/** `{% extends %}`: another template with this one's blocks in it. */
import { BlockContext } from "../block-context.ts";
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node, NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { relativeName } from "../language/relative-name.ts";
import { repr, text } from "../runtime/text.ts";
import { truthy } from "../runtime/compare.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { Template } from "../template.ts";
import { BodyNode } from "./nodes/body-node.ts";

export class ExtendsNode extends BodyNode {
  override readonly mustBeFirst = true;
  override readonly isExtends = true;
  readonly parent: FilterExpression;

  constructor(parent: FilterExpression, list: NodeList) {
    super(list);
    this.parent = parent;
  }

  override get needsScope(): boolean {
    return true;
  }

  generate(code: Code): void {
    const parent = code.expression(this.parent, "shown");
    code.write(
      code.awaited(
        `${code.constant(renderParent)}(${code.constant(this)},${parent},${code.scope},r)`,
      ),
    );
  }
}

function renderParent(
  node: ExtendsNode,
  value: unknown,
  scope: Scope,
  state: RenderState,
): string | Promise<string> {
  const parent = findParent(node, value, state);
  state.blocks ??= new BlockContext();
  if (node.template) state.blocks.add(node.template.blocks);
  if (!parent.isChild) state.blocks.add(parent.blocks);
  state.template = parent;
  return parent.renderIn(scope, state);
}

function findParent(node: ExtendsNode, value: unknown, state: RenderState): Template {
  if (value instanceof Template) return value;
  if (!truthy(value)) {
    const from = node.parent.operand.kind === "lookup" || node.parent.filters.length > 0;
    throw new TemplateSyntaxError(
      `Invalid template name in 'extends' tag: ${repr(value)}.` +
        (from ? ` Got this from the '${node.parent.source}' variable.` : ""),
    );
  }
  state.history ??= node.template ? [node.template.origin] : [];
  const parent = state.engine.findTemplate(text(value), state.history);
  state.history.push(parent.origin);
  return parent;
}

export function extendsTag(parser: Parser, token: Token): Node {
  const bits = token.splitContents();
  const [tag, name = ""] = bits;
  if (bits.length !== 2) throw new TemplateSyntaxError(`'${tag}' takes one argument`);
  const parent = parser.compileFilter(relativeName(parser.template.name, name));
  const list = parser.parse();
  if (!list.nodesOf(ExtendsNode).next().done) {
    throw new TemplateSyntaxError(`'${tag}' cannot appear more than once in the same template`);
  }
  return new ExtendsNode(parent, list);
}

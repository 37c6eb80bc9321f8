/** `{% block %}`: a part that extending templates may replace. */
import { goOn } from "../../values/index.ts";
import { compileList, type Compiled } from "../language/compile.ts";
import type { Code } from "../language/code.ts";
import { CurrentBlock, type RenderParent } from "../current-block.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import type { Node, NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { SafeString } from "../safe-string.ts";
import { extraData } from "../language/extra-data.ts";
import { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { BodyNode, namedBodyOf } from "./nodes/body-node.ts";

export class BlockNode extends BodyNode {
  readonly name: string;
  #compiled: Compiled | undefined;

  constructor(name: string, list: NodeList) {
    super(list);
    this.name = name;
  }

  override get needsScope(): boolean {
    return true;
  }

  generate(code: Code): void {
    const render = code.constant(renderBlock);
    code.write(code.awaited(`${render}(${code.constant(this)},${code.scope},r)`));
  }

  renderBody(scope: Scope, state: RenderState): string | Promise<string> {
    this.#compiled ??= compileList(this.list, this.template);
    return this.#compiled(state.mode)(scope, state);
  }
}

/** Renders the block that wins for a name: the youngest child's. */
function renderBlock(own: BlockNode, scope: Scope, state: RenderState): string | Promise<string> {
  const inner = new Scope(scope);
  const { blocks } = state;
  if (!blocks) {
    const none = (): never => {
      throw new TemplateSyntaxError(
        "'BlockNode' object has no attribute 'context'. Did you use {{ block.super }} in a base template?",
      );
    };
    inner.set("block", new CurrentBlock(own.name, inner, state, none));
    return own.renderBody(inner, state);
  }
  const popped = blocks.pop(own.name);
  const block = popped ?? own;
  const parent: RenderParent = (variables, current) => {
    // A template included in the block has its own blocks, and no parent's.
    if (current.blocks?.has(block.name) !== true) return "";
    const output = renderBlock(block, variables, current);
    return goOn(output, (html) => new SafeString(html));
  };
  inner.set("block", new CurrentBlock(block.name, inner, state, parent));
  const output = block.renderBody(inner, state);
  if (!popped) return output;
  return goOn(output, (html) => {
    blocks.push(own.name, popped);
    return html;
  });
}

/** Names of the blocks parsed so far in a template. */
class BlockNames extends Set<string> {}

export function block(parser: Parser, token: Token): Node {
  const bits = token.contents.split(/\s+/);
  const [tag = "", name] = bits;
  if (bits.length !== 2 || name === undefined) {
    throw new TemplateSyntaxError(`'${tag}' tag takes only one argument`);
  }
  const names = extraData(parser, BlockNames);
  if (names.has(name)) {
    throw new TemplateSyntaxError(`'${tag}' tag with name '${name}' appears more than once`);
  }
  names.add(name);
  return new BlockNode(name, namedBodyOf(parser, "endblock", name));
}

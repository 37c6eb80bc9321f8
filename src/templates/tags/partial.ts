/** `{% partialdef %}` and `{% partial %}`: a named part of a template for repeated use (Django 6.0). */
import type { Code } from "../language/code.ts";
import { compileList, type Compiled } from "../language/compile.ts";
import { extraData } from "../language/extra-data.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Node, type NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { BodyNode, namedBodyOf } from "./nodes/body-node.ts";

/** The partials of a template, by name, including those defined further down. */
class Partials {
  readonly lists = new Map<string, NodeList>();
}

class PartialDefinition extends BodyNode {
  readonly inline: boolean;

  constructor(list: NodeList, inline: boolean) {
    super(list);
    this.inline = inline;
  }

  generate(code: Code): void {
    if (this.inline) this.list.generate(code);
  }
}

class PartialNode extends Node {
  readonly name: string;
  readonly partials: Partials;
  #compiled: Compiled | undefined;

  constructor(name: string, partials: Partials) {
    super();
    this.name = name;
    this.partials = partials;
  }

  override get needsScope(): boolean {
    return true;
  }

  generate(code: Code): void {
    const render = code.constant((scope: Scope, state: RenderState) => this.#render(scope, state));
    code.write(code.awaited(`${render}(${code.scope},r)`));
  }

  #render(scope: Scope, state: RenderState): string | Promise<string> {
    const list = this.partials.lists.get(this.name);
    if (!list) {
      throw new TemplateSyntaxError(
        `Partial '${this.name}' is not defined in the current template.`,
      );
    }
    this.#compiled ??= compileList(list, this.template);
    return this.#compiled(state.mode)(scope, state);
  }
}

export function partialdef(parser: Parser, token: Token): Node {
  const [tag = "", name, option, ...rest] = token.contents.split(/\s+/);
  if (name === undefined) throw new TemplateSyntaxError(`'${tag}' tag requires a name`);
  if (rest.length > 0) throw new TemplateSyntaxError(`'${tag}' takes at most 2 arguments`);
  if (option !== undefined && option !== "inline") {
    throw new TemplateSyntaxError(`'${tag}' optional second argument must be 'inline'`);
  }
  const { lists } = extraData(parser, Partials);
  if (lists.has(name)) {
    throw new TemplateSyntaxError(`Partial '${name}' is already defined in the template.`);
  }
  const list = namedBodyOf(parser, "endpartialdef", name);
  lists.set(name, list);
  return new PartialDefinition(list, option === "inline");
}

export function partial(parser: Parser, token: Token): Node {
  const [tag = "", name, ...rest] = token.contents.split(/\s+/);
  if (name === undefined || rest.length > 0) {
    throw new TemplateSyntaxError(`'${tag}' tag requires a single argument`);
  }
  return new PartialNode(name, extraData(parser, Partials));
}

/** `{% autoescape %}`: turns escaping on or off for its body. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import type { Node, NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { BodyNode, bodyOf } from "./nodes/body-node.ts";

class AutoescapeNode extends BodyNode {
  readonly on: boolean;

  constructor(on: boolean, list: NodeList) {
    super(list);
    this.on = on;
  }

  generate(code: Code): void {
    const before = code.name("e");
    const outer = code.autoescape;
    code.add(`const ${before}=r.autoescape;r.autoescape=${this.on};`);
    code.autoescape = String(this.on);
    this.list.generate(code);
    code.autoescape = outer;
    code.add(`r.autoescape=${before};`);
  }
}

export function autoescape(parser: Parser, token: Token): Node {
  const [, setting, ...rest] = token.contents.split(/\s+/);
  if (setting === undefined || rest.length > 0) {
    throw new TemplateSyntaxError("'autoescape' tag requires exactly one argument.");
  }
  if (setting !== "on" && setting !== "off") {
    throw new TemplateSyntaxError("'autoescape' argument should be 'on' or 'off'");
  }
  return new AutoescapeNode(setting === "on", bodyOf(parser, "endautoescape"));
}

/** `{% spaceless %}`: removes white space between HTML elements. */
import type { Code } from "../language/code.ts";
import type { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { BodyNode, bodyOf } from "./nodes/body-node.ts";

class SpacelessNode extends BodyNode {
  generate(code: Code): void {
    const body = code.capture(() => this.list.generate(code));
    code.write(`${code.constant(removeSpaces)}(${body})`);
  }
}

function removeSpaces(html: string): string {
  return html.trim().replaceAll(/>\s+</g, "><");
}

export function spaceless(parser: Parser): Node {
  return new SpacelessNode(bodyOf(parser, "endspaceless"));
}

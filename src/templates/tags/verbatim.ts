/** `{% verbatim %}`: text in which braces have no meaning. */
import { FixedNode, TextNode, type Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { bodyOf } from "./nodes/body-node.ts";

export function verbatim(parser: Parser): Node {
  const { nodes } = bodyOf(parser, "endverbatim");
  return new FixedNode(nodes.map((node) => (node instanceof TextNode ? node.text : "")).join(""));
}

/** `{% verbatim %}`: text in which braces mean nothing. */
import { Node, TextNode } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { FixedNode } from "./nodes/fixed-node.ts";

export function verbatim(parser: Parser): Node {
  const list = parser.parse(["endverbatim"]);
  parser.deleteFirstToken();
  return new FixedNode(
    list.nodes.map((node) => (node instanceof TextNode ? node.text : "")).join(""),
  );
}

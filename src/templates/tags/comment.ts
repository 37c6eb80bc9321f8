/** `{% comment %}`: text for the author only. */
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { NothingNode } from "./nodes/nothing-node.ts";

export function comment(parser: Parser): Node {
  parser.skipPast("endcomment");
  return new NothingNode();
}

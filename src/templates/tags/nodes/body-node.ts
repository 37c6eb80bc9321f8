import { Node, type NodeList } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";

/** A tag with one body. */
export abstract class BodyNode extends Node {
  readonly list: NodeList;

  constructor(list: NodeList) {
    super();
    this.list = list;
  }

  override get childLists(): readonly NodeList[] {
    return [this.list];
  }
}

/** The body of a block tag, its end tag taken. */
export function bodyOf(parser: Parser, end: string): NodeList {
  const list = parser.parse([end]);
  parser.deleteFirstToken();
  return list;
}

/** The same, but the end tag may repeat the name: `{% endblock content %}`. */
export function namedBodyOf(parser: Parser, end: string, name: string): NodeList {
  const list = parser.parse([end]);
  const token = parser.nextToken();
  const acceptable = [end, `${end} ${name}`];
  if (!acceptable.includes(token.contents)) parser.invalidBlockTag(token, end, acceptable);
  return list;
}

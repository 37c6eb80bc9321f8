import { Node, type NodeList } from "../../language/node.ts";

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

import { Node } from "../../language/node.ts";

/** A tag that leaves nothing behind. */
export class NothingNode extends Node {
  generate(): void {}
}

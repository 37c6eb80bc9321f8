import { Node } from "../../language/node.ts";

/** A tag without output. */
export class NothingNode extends Node {
  generate(): void {}
}

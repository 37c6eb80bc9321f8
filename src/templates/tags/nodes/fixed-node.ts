import type { Code } from "../../language/code.ts";
import { Node } from "../../language/node.ts";

/** Text that a tag stands for; unlike a TextNode it counts as a tag, behind which `{% extends %}` may not stand. */
export class FixedNode extends Node {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  generate(code: Code): void {
    code.text(this.text);
  }
}

import type { Code } from "../../language/code.ts";
import { Node } from "../../language/node.ts";

/** A tag that prints a value, or stores it with `as name`. */
export abstract class TargetNode extends Node {
  readonly target: string | undefined;

  constructor(target: string | undefined) {
    super();
    this.target = target;
  }

  override get needsScope(): boolean {
    return this.target !== undefined;
  }

  /**
   * Prints or stores the value of a JavaScript expression.
   *
   * @param autoescape As in {@link Code.print}.
   */
  protected give(code: Code, value: string, autoescape?: string): void {
    if (this.target === undefined) code.print(value, autoescape);
    else code.set(this.target, value);
  }
}

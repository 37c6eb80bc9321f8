/** The variable `block` inside a block. */
import type { SafeString } from "./safe-string.ts";
import type { Scope } from "./scope.ts";
import type { RenderState } from "./state.ts";

type Output = SafeString | string | Promise<SafeString>;
export type RenderParent = (scope: Scope, state: RenderState) => Output;

export class CurrentBlock {
  readonly name: string;
  /** Renders the block of this name in the parent template, with the variables of the block. */
  readonly super: () => Output;
  readonly #parent: RenderParent;

  /** @param parent Renders the block of this name in the parent template. */
  constructor(name: string, scope: Scope, state: RenderState, parent: RenderParent) {
    this.name = name;
    this.#parent = parent;
    this.super = () => parent(scope, state);
  }

  /** The same with other variables: inside `{% with %}` and `{% for %}`. */
  superIn(scope: Scope, state: RenderState): Output {
    return this.#parent(scope, state);
  }

  toString(): string {
    return `<Block Node: ${this.name}>`;
  }
}

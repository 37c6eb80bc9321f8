/** The parts of a parsed template. Custom tags extend {@link Node} and override `render`. */
import type { Code } from "./code.ts";
import type { Context } from "../context.ts";
import type { Token } from "./lexer.ts";
import type { FilterExpression } from "./expression.ts";
import { compileList, type Compiled } from "./compile.ts";
import type { Template } from "../template.ts";

export abstract class Node {
  /** The node's token; set by the parser. */
  token: Token | undefined;
  /** The node's template; set by the parser. */
  template: Template | undefined;
  /** True for a tag that only text may precede. */
  readonly mustBeFirst: boolean = false;
  /** True for the tag that extends another template. */
  readonly isExtends: boolean = false;

  /** The lists of nodes inside this one. */
  get childLists(): readonly NodeList[] {
    return [];
  }

  /**
   * Whether the node needs a scope object, because it sets variables or passes them on. Loops around other
   * nodes keep their variables in JavaScript variables.
   */
  get needsScope(): boolean {
    return this.childLists.some((list) => list.needsScope);
  }

  /** Adds the JavaScript that appends this node's output. */
  abstract generate(code: Code): void;

  /** All nodes of a class, including this one and nested ones. */
  *nodesOf<Kind extends Node>(kind: abstract new (...values: never[]) => Kind): Generator<Kind> {
    if (this instanceof kind) yield this;
    for (const list of this.childLists) yield* list.nodesOf(kind);
  }
}

/** A tag that renders itself: the base class of custom tags. */
export abstract class RenderNode extends Node {
  override get needsScope(): boolean {
    return true;
  }

  /** Returns the tag's output, which is printed unchanged: escape unsafe values. */
  abstract render(context: Context): string | Promise<string>;

  generate(code: Code): void {
    code.write(code.awaited(`R.renderNode(${code.constant(this)},${code.scope},r)`));
  }
}

/** Nodes in order. */
export class NodeList {
  readonly nodes: Node[] = [];
  #compiled: Compiled | undefined;

  get needsScope(): boolean {
    return this.nodes.some((node) => node.needsScope);
  }

  /** True once the list contains anything but text. */
  get containsNonText(): boolean {
    return this.nodes.some((node) => !(node instanceof TextNode));
  }

  generate(code: Code): void {
    for (const node of this.nodes) {
      if (!(node instanceof TextNode)) code.at(node.token);
      node.generate(code);
    }
  }

  /** Renders the nodes separately, for custom tags with a body. */
  render(context: Context): string | Promise<string> {
    this.#compiled ??= compileList(this, this.nodes[0]?.template);
    return this.#compiled(context.state.mode)(context.scope, context.state);
  }

  *nodesOf<Kind extends Node>(kind: abstract new (...values: never[]) => Kind): Generator<Kind> {
    for (const node of this.nodes) yield* node.nodesOf(kind);
  }
}

/** Fixed text of a tag. It counts as a tag, after which `{% extends %}` is not allowed. */
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

/** Text of the template itself. */
export class TextNode extends FixedNode {}

export class VariableNode extends Node {
  readonly expression: FilterExpression;

  constructor(expression: FilterExpression) {
    super();
    this.expression = expression;
  }

  generate(code: Code): void {
    code.output(this.expression);
  }
}

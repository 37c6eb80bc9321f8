/** A parsed template, compiled when it is first rendered. */
import { compileExpression, compileList, type Compiled } from "./language/compile.ts";
import type { Engine } from "./engine.ts";
import type { FilterExpression } from "./language/expression.ts";
import type { NodeList } from "./language/node.ts";
import { isObserved, observed } from "./observe.ts";
import { Parser } from "./language/parser.ts";
import { rootScope, type ContextValues, type Scope } from "./scope.ts";
import { RenderState } from "./state.ts";
import { BlockNode } from "./tags/block.ts";

/** Where a template's source was found. */
export interface Origin {
  /** The file, or `<unknown source>`. */
  readonly name: string;
  /** The requested name of the template; `undefined` for one made from text. */
  readonly templateName: string | undefined;
}

const expressions = new WeakMap<FilterExpression, Compiled<unknown>>();

export class Template {
  readonly source: string;
  readonly origin: Origin;
  readonly engine: Engine;
  readonly nodes: NodeList;
  /** Data that tags recorded about the template during parsing. */
  readonly extraData: ReadonlyMap<unknown, unknown>;
  #compiled: Compiled | undefined;
  #blocks: readonly BlockNode[] | undefined;

  /** @throws {TemplateSyntaxError} The source cannot be parsed. */
  constructor(source: string, engine: Engine, origin: Origin) {
    this.source = source;
    this.engine = engine;
    this.origin = origin;
    const parser = new Parser(this);
    this.nodes = parser.parse();
    this.extraData = parser.extraData;
  }

  /** The requested name of the template; `undefined` for one made from text. */
  get name(): string | undefined {
    return this.origin.templateName;
  }

  /**
   * Renders the template and awaits all promises in it.
   *
   * @param values The variables; they win over those of the context processors.
   * @param request Passed to context processors, and available as `request`. Without it they do not run.
   */
  async render(values?: ContextValues, request?: unknown): Promise<string> {
    const state = new RenderState(this.engine, "async", this, request, this.engine.surroundings);
    const processed = request === undefined ? [] : await this.engine.process(request);
    return this.renderIn(rootScope(...processed, values), state);
  }

  /**
   * Renders the template synchronously.
   *
   * @throws {SynchronousRenderError} It meets a promise.
   */
  renderSync(values?: ContextValues, request?: unknown): string {
    const state = new RenderState(this.engine, "sync", this, request, this.engine.surroundings);
    const processed = request === undefined ? [] : this.engine.processSync(request);
    const output = this.renderIn(rootScope(...processed, values), state);
    if (typeof output !== "string") throw new TypeError("a synchronous render gave a promise");
    return output;
  }

  /** Renders with the variables at a position in another template. */
  renderIn(scope: Scope, state: RenderState): string | Promise<string> {
    const compiled = (this.#compiled ??= compileList(this.nodes, this));
    if (!isObserved()) return compiled(state.mode)(scope, state);
    return observed(this, scope, state, () => compiled(state.mode)(scope, state));
  }

  /** @internal A tag's argument as a function, compiled on first use. */
  compiled(expression: FilterExpression): Compiled<unknown> {
    let made = expressions.get(expression);
    if (!made) expressions.set(expression, (made = compileExpression(expression, this)));
    return made;
  }

  /** All blocks in the template. */
  get blocks(): readonly BlockNode[] {
    return (this.#blocks ??= [...this.nodes.nodesOf(BlockNode)]);
  }

  /** Whether the template extends another. */
  get isChild(): boolean {
    return this.nodes.nodes.some((node) => node.isExtends);
  }
}

/** The variables and settings at a position in a template, for custom tags. */
import type { FilterExpression } from "./language/expression.ts";
import { rootScope, Scope, type ContextValues } from "./scope.ts";
import type { RenderState } from "./state.ts";
import type { Template } from "./template.ts";

export class Context {
  /** @internal */
  readonly scope: Scope;
  /** @internal */
  readonly state: RenderState;

  constructor(scope: Scope, state: RenderState) {
    this.scope = scope;
    this.state = state;
  }

  /** The request that the template is rendered for, if any. */
  get request(): unknown {
    return this.state.request;
  }

  /** False inside `{% autoescape off %}`. */
  get autoescape(): boolean {
    return this.state.autoescape;
  }

  /** A variable's value, without calling functions; `undefined` if it does not exist. */
  get(name: string): unknown {
    return this.scope.get(name);
  }

  has(name: string): boolean {
    return this.scope.has(name);
  }

  /** Sets a variable for the rest of the innermost scope. */
  set(name: string, value: unknown): void {
    this.scope.set(name, value);
  }

  /** A nested context for a tag's body: variables set there disappear afterwards. */
  push(values: ContextValues = {}): Context {
    const inner = new Context(new Scope(this.scope), this.state);
    inner.scope.assign(values);
    return inner;
  }

  /** A context with only these variables, as for `{% include … only %}`. */
  fresh(values: ContextValues = {}): Context {
    return new Context(rootScope(values), this.state);
  }

  /** All variables as one object. */
  flatten(): Record<string, unknown> {
    return this.scope.flatten();
  }

  /**
   * The value of a tag's argument, parsed with `parser.compileFilter()`. In asynchronous rendering it may be
   * a promise: await it.
   */
  resolve(expression: FilterExpression): unknown {
    const { mode, template } = this.state;
    return template.compiled(expression)(mode)(this.scope, this.state);
  }

  /** Renders a template here, as `{% include %}` does. */
  render(template: Template): string | Promise<string> {
    return template.renderIn(this.scope, this.state.isolated(template));
  }
}

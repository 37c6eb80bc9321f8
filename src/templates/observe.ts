/**
 * Reports each rendered template to listeners such as the debug toolbar and tracing. Without listeners, a
 * render costs one test.
 */
import { Observers } from "../dispatch/index.ts";
import { isPromise } from "../values/index.ts";
import type { Scope } from "./scope.ts";
import type { RenderState } from "./state.ts";
import type { Template } from "./template.ts";

/** One rendered template: requested, included or extended. */
export interface TemplateRender {
  /** The requested name; `<unknown source>` for a template made from text. */
  readonly name: string;
  /** The file, or `<unknown source>`. */
  readonly origin: string;
  /** The request it is rendered for, or `undefined`. */
  readonly request: unknown;
  /** Number of templates around it. */
  readonly depth: number;
  /** Names of the variables it could use. */
  readonly contextKeys: readonly string[];
  /** Start time, in ms on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Duration in ms, including nested templates. */
  readonly durationMs: number;
  /** The error of a failed render. */
  readonly error?: unknown;
  /** The variables themselves, without calling functions. They may include secrets: mask what you show. */
  context(): Record<string, unknown>;
}

export type TemplateListener = (render: TemplateRender) => void;

const observers = new Observers<TemplateRender>("observeTemplates()");

/**
 * Calls `listener` after each template rendered in this process, inner ones first. An error of the listener
 * becomes a process warning, so that no page fails because of it.
 *
 * @returns Stops it.
 *
 * @example
 * const stop = observeTemplates(({ name, durationMs }) => console.log(name, durationMs));
 * // ...
 * stop();
 */
export function observeTemplates(listener: TemplateListener): () => void {
  return observers.add(listener);
}

/** @internal */
export function isObserved(): boolean {
  return observers.any;
}

/** @internal Renders, then calls the listeners. */
export function observed(
  template: Template,
  scope: Scope,
  state: RenderState,
  render: () => string | Promise<string>,
): string | Promise<string> {
  const start = performance.now();
  const tell = (error?: unknown): void => {
    const durationMs = performance.now() - start;
    observers.tell(renderOf(template, scope, state, { start, durationMs, error }));
  };
  let output: string | Promise<string>;
  try {
    output = render();
  } catch (error) {
    tell(error);
    throw error;
  }
  // Both outcomes are reported here; the caller awaits the output itself.
  if (isPromise(output)) output.then(() => tell(), tell);
  else tell();
  return output;
}

function renderOf(
  template: Template,
  scope: Scope,
  { request, depth }: RenderState,
  { start, durationMs, error }: { start: number; durationMs: number; error: unknown },
): TemplateRender {
  return {
    name: template.name ?? template.origin.name,
    origin: template.origin.name,
    request,
    depth,
    get contextKeys() {
      return Object.keys(scope.flatten());
    },
    startedAt: start,
    durationMs,
    ...(error === undefined ? {} : { error }),
    context: () => scope.flatten(),
  };
}

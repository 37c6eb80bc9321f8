/** Tells whoever asks of every template rendered: the debug toolbar, traces. With nobody listening a render pays one test. */
import { Observers } from "../dispatch/index.ts";
import { isPromise } from "../values/index.ts";
import type { Scope } from "./scope.ts";
import type { RenderState } from "./state.ts";
import type { Template } from "./template.ts";

/** One template that was rendered: one asked for, included, or extended by another. */
export interface TemplateRender {
  /** The name it was asked for by; `<unknown source>` for one made from a text. */
  readonly name: string;
  /** The file, or `<unknown source>`. */
  readonly origin: string;
  /** What the template is rendered for; `undefined` without a request. */
  readonly request: unknown;
  /** How many templates it is included by. */
  readonly depth: number;
  /** The names of the variables it could see. */
  readonly contextKeys: readonly string[];
  /** When it began, in ms on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Milliseconds until it was rendered, with the templates inside it. */
  readonly durationMs: number;
  /** What the render failed with. */
  readonly error?: unknown;
  /** The variables themselves, functions uncalled. Secrets are among them: mask what is shown. */
  context(): Record<string, unknown>;
}

export type TemplateListener = (render: TemplateRender) => void;

const observers = new Observers<TemplateRender>("observeTemplates()");

/**
 * Calls `listener` for every template that is rendered in this process, when its render is over: first the inner
 * ones. What it throws becomes a warning of the process, so that no page fails for it.
 *
 * @returns Ends it.
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

/** @internal Renders, and tells the listeners when it is done. */
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
  // Both are told of here; whoever asked for the page waits for the output itself.
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

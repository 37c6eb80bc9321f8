/** Small helpers for tests of templates. */
import { Engine, MemoryLoader, type EngineOptions } from "../../src/templates/index.ts";

/** Renders a template's text. */
export function render(
  source: string,
  context: Readonly<Record<string, unknown>> = {},
  options: EngineOptions = {},
): string {
  return new Engine({ now: () => noon, ...options }).fromString(source).renderSync(context);
}

/** Renders the template called `main` of several. */
export function renderMain(
  templates: Readonly<Record<string, string>>,
  context: Readonly<Record<string, unknown>> = {},
  options: EngineOptions = {},
): string {
  const engine = new Engine({
    now: () => noon,
    loaders: [new MemoryLoader(templates)],
    ...options,
  });
  return engine.getTemplate("main").renderSync(context);
}

/** 2026-11-22 at noon in UTC. */
export const noon = Date.UTC(2026, 10, 22, 12);

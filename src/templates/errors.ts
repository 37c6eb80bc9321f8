/** Errors in templates, with Django's names and texts. */

/** One line of a template's source, for a debug page. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  /** True for the failing line. */
  readonly culprit: boolean;
}

/** The position of an error in a template; see {@link templateDebugOf}. */
export interface TemplateDebug {
  /** The requested name of the template, or `<unknown source>`. */
  readonly templateName: string;
  /** The template's file, or `<unknown source>`. */
  readonly origin: string;
  /** Counted from 1. */
  readonly line: number;
  /** Up to ten lines before and after the failing one. */
  readonly sourceLines: readonly SourceLine[];
}

/** The template cannot be parsed. */
export class TemplateSyntaxError extends Error {
  override readonly name = "TemplateSyntaxError";
  /** Set once the position is known. */
  templateName: string | undefined;
  /** Counted from 1. */
  line: number | undefined;
}

/** One place where a template was searched, and the result. */
export interface Tried {
  readonly origin: string;
  readonly reason: string;
}

/** No loader knows a template of this name. */
export class TemplateDoesNotExist extends Error {
  override readonly name = "TemplateDoesNotExist";
  /** The requested template. */
  readonly missing: string;
  /** All searched places, in order. */
  readonly tried: readonly Tried[];
  /** If several names were tried: why each was not found. */
  readonly chain: readonly TemplateDoesNotExist[];
  /** The template that requested it, once known. */
  templateName: string | undefined;
  line: number | undefined;

  constructor(
    missing: string,
    tried: readonly Tried[],
    chain: readonly TemplateDoesNotExist[] = [],
  ) {
    super(missing);
    this.missing = missing;
    this.tried = tried;
    this.chain = chain;
  }
}

/** A filter's argument names a missing variable. */
export class VariableDoesNotExist extends Error {
  override readonly name = "VariableDoesNotExist";

  constructor(key: string) {
    super(`Failed lookup for key [${key}]`);
  }
}

/** `renderSync` met a promise. */
export class SynchronousRenderError extends Error {
  override readonly name = "SynchronousRenderError";

  constructor(what: string) {
    super(
      `${what} is a promise, and renderSync() cannot wait for it: use "await template.render()".`,
    );
  }
}

const places = new WeakMap<object, TemplateDebug>();

/**
 * Returns the position of an error in a template, or `undefined`.
 *
 * @example
 * try {
 *   await render(request, "polls/index.html");
 * } catch (error) {
 *   console.error(templateDebugOf(error)?.line);
 * }
 */
export function templateDebugOf(error: unknown): TemplateDebug | undefined {
  return typeof error === "object" && error !== null ? places.get(error) : undefined;
}

/**
 * Records the position of an error. Keeps the innermost one: a template that includes a broken one is not at
 * fault.
 *
 * @returns The same error, to throw it.
 */
export function annotate(error: unknown, place: () => TemplateDebug): unknown {
  if (typeof error !== "object" || error === null || places.has(error)) return error;
  const debug = place();
  places.set(error, debug);
  if (error instanceof TemplateSyntaxError || error instanceof TemplateDoesNotExist) {
    error.templateName = debug.templateName;
    error.line = debug.line;
  }
  return error;
}

/** The lines around a line of a source. */
export function linesAround(source: string, line: number, context = 10): SourceLine[] {
  return source
    .split("\n")
    .map((text, at) => ({ line: at + 1, text, culprit: at + 1 === line }))
    .slice(Math.max(0, line - 1 - context), line + context);
}

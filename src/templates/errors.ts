/** What can go wrong in a template. The names and the wording are Django's. */

/** One line of a template's source, as a debug page shows it. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  /** True for the line at fault. */
  readonly culprit: boolean;
}

/** Where in a template an error happened; see {@link templateDebugOf}. */
export interface TemplateDebug {
  /** Name the template was asked for by, or `<unknown source>`. */
  readonly templateName: string;
  /** File the template came from, or `<unknown source>`. */
  readonly origin: string;
  /** 1 for the first line. */
  readonly line: number;
  /** Up to ten lines before and after the line at fault. */
  readonly sourceLines: readonly SourceLine[];
}

/** The template's text cannot be understood. */
export class TemplateSyntaxError extends Error {
  override readonly name = "TemplateSyntaxError";
  /** Set once the place is known. */
  templateName: string | undefined;
  /** 1 for the first line. */
  line: number | undefined;
}

/** One place where a template was looked for, and what was found there. */
export interface Tried {
  readonly origin: string;
  readonly reason: string;
}

/** No loader knows a template of this name. */
export class TemplateDoesNotExist extends Error {
  override readonly name = "TemplateDoesNotExist";
  /** The template that was asked for. */
  readonly missing: string;
  /** Every place that was looked at, in order. */
  readonly tried: readonly Tried[];
  /** When several names were tried: why each was not found. */
  readonly chain: readonly TemplateDoesNotExist[];
  /** The template that asked for it, once known. */
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

/** A filter's argument names a variable that is not there. */
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

/** Where in a template this error happened, if it happened in one. */
export function templateDebugOf(error: unknown): TemplateDebug | undefined {
  return typeof error === "object" && error !== null ? places.get(error) : undefined;
}

/**
 * Notes where an error happened. The innermost place is kept: a template that includes a broken one is not at fault.
 *
 * @returns The same error, to be thrown.
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

/** The lines around one of a source. */
export function linesAround(source: string, line: number, context = 10): SourceLine[] {
  return source
    .split("\n")
    .map((text, at) => ({ line: at + 1, text, culprit: at + 1 === line }))
    .slice(Math.max(0, line - 1 - context), line + context);
}

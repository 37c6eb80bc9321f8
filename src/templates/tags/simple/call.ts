/** Converts a custom tag's words to the arguments of its function. */
import { isPromiseLike } from "../../../values/index.ts";
import type { Context } from "../../context.ts";
import { TemplateSyntaxError } from "../../errors.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Parser } from "../../language/parser.ts";
import { splitAssignment } from "./arguments.ts";

/** A tag's function; may return a promise in asynchronous rendering. */
export type TagFunction = { run(...values: unknown[]): unknown }["run"];

export interface SimpleOptions {
  /** The function receives the context first. Default false. */
  readonly takesContext?: boolean;
  /**
   * Names of the function's parameters, without context and content. With them, arguments given as
   * `name=value` are passed by position, and unknown, repeated and missing ones are errors when the template
   * is parsed. `name?` marks an optional one.
   */
  readonly parameters?: readonly string[];
}

/** A tag's function with its arguments at one position. */
export interface Call {
  readonly run: (...values: unknown[]) => unknown;
  readonly takesContext: boolean;
  readonly positional: readonly (FilterExpression | undefined)[];
  readonly named: ReadonlyMap<string, FilterExpression>;
}

/** The values for calling a tag's function. */
export function argumentsOf(
  call: Call,
  context: Context,
  content: readonly unknown[],
): readonly unknown[] | Promise<readonly unknown[]> {
  const first = [...(call.takesContext ? [context] : []), ...content];
  const positional = call.positional.map((each) => each && context.resolve(each));
  const names = [...call.named.keys()];
  const named = [...call.named.values()].map((each) => context.resolve(each));
  const arrange = (values: readonly unknown[]): unknown[] => {
    const plain = values.slice(0, positional.length);
    if (names.length === 0) return [...first, ...plain];
    const keywords = values
      .slice(positional.length)
      .map((value, at) => [names[at], value] as const);
    return [...first, ...plain, Object.fromEntries(keywords)];
  };
  const values = [...positional, ...named];
  return values.some(isPromiseLike) ? Promise.all(values).then(arrange) : arrange(values);
}

/** @throws {TemplateSyntaxError} The words do not fit the function's parameters. */
export function parseCall(
  name: string,
  tagFunction: TagFunction,
  options: SimpleOptions,
  words: readonly string[],
  parser: Parser,
): Call {
  const positional: (FilterExpression | undefined)[] = [];
  const named = new Map<string, FilterExpression>();
  for (const word of words) {
    const { name: key, value } = splitAssignment(word);
    if (key === undefined && named.size > 0) {
      throw new TemplateSyntaxError(
        `'${name}' received some positional argument(s) after some keyword argument(s)`,
      );
    }
    if (key !== undefined && named.has(key)) {
      throw new TemplateSyntaxError(
        `'${name}' received multiple values for keyword argument '${key}'`,
      );
    }
    if (key === undefined) positional.push(parser.compileFilter(value));
    else named.set(key, parser.compileFilter(value));
  }
  if (options.parameters) place(name, options.parameters, positional, named);
  return {
    run: tagFunction,
    takesContext: options.takesContext ?? false,
    positional,
    named,
  };
}

/** Puts named arguments at the positions of the function's parameters. */
function place(
  tag: string,
  parameters: readonly string[],
  positional: (FilterExpression | undefined)[],
  named: Map<string, FilterExpression>,
): void {
  const names = parameters.map((parameter) => parameter.replace(/\?$/, ""));
  if (positional.length > names.length) {
    throw new TemplateSyntaxError(`'${tag}' received too many positional arguments`);
  }
  for (const [key, value] of named) {
    const at = names.indexOf(key);
    if (at < 0)
      throw new TemplateSyntaxError(`'${tag}' received unexpected keyword argument '${key}'`);
    if (positional[at]) {
      throw new TemplateSyntaxError(
        `'${tag}' received multiple values for keyword argument '${key}'`,
      );
    }
    positional[at] = value;
  }
  named.clear();
  const missing = names.filter((_, at) => !positional[at] && !parameters[at]?.endsWith("?"));
  if (missing.length > 0) {
    const list = missing.map((each) => `'${each}'`).join(", ");
    throw new TemplateSyntaxError(`'${tag}' did not receive value(s) for the argument(s): ${list}`);
  }
}

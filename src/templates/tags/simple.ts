/** Tags made of functions: simple tags, simple block tags, inclusion tags. */
import type { Context } from "../context.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../expression.ts";
import type { Token } from "../lexer.ts";
import type { TagCompiler } from "../library.ts";
import { RenderNode, type NodeList } from "../node.ts";
import type { Parser } from "../parser.ts";
import { isPromise } from "../runtime/operations.ts";
import { valueText } from "../runtime/value-text.ts";
import { conditionalEscape } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import type { ContextValues } from "../scope.ts";
import { splitAssignment } from "./arguments.ts";
import { takeTarget } from "./values.ts";

/** A tag's function; what it gives may be a promise when the template is rendered asynchronously. */
export type TagFunction = { run(...values: unknown[]): unknown }["run"];

export interface SimpleOptions {
  /** The function gets the context first. Default false. */
  readonly takesContext?: boolean;
  /**
   * Names of the function's parameters, the context and the content excepted. With them, arguments given
   * as `name=value` take their places, and unknown, double and missing ones are errors when the template is
   * parsed. `name?` marks one that may be left out.
   */
  readonly parameters?: readonly string[];
}

export interface SimpleBlockOptions extends SimpleOptions {
  /** The tag that ends the body. Default `end` and the tag's name. */
  readonly endName?: string;
}

export type InclusionOptions = SimpleOptions;

interface Call {
  readonly run: (...values: unknown[]) => unknown;
  readonly takesContext: boolean;
  readonly positional: readonly (FilterExpression | undefined)[];
  readonly named: ReadonlyMap<string, FilterExpression>;
}

export function simpleTag(
  name: string,
  tagFunction: TagFunction,
  options: SimpleOptions = {},
): TagCompiler {
  return (parser, token) => {
    const words = token.splitContents().slice(1);
    const target = takeTarget(words);
    return new SimpleNode(parseCall(name, tagFunction, options, words, parser), target, undefined);
  };
}

export function simpleBlockTag(
  name: string,
  tagFunction: TagFunction,
  options: SimpleBlockOptions = {},
): TagCompiler {
  return (parser, token) => {
    const words = token.splitContents().slice(1);
    const target = takeTarget(words);
    const list = parser.parse([options.endName ?? `end${name}`]);
    parser.deleteFirstToken();
    return new SimpleNode(parseCall(name, tagFunction, options, words, parser), target, list);
  };
}

export function inclusionTag(
  name: string,
  template: string | readonly string[],
  tagFunction: TagFunction,
  options: InclusionOptions = {},
): TagCompiler {
  return (parser: Parser, token: Token) => {
    const words = token.splitContents().slice(1);
    return new InclusionNode(parseCall(name, tagFunction, options, words, parser), template);
  };
}

class SimpleNode extends RenderNode {
  readonly call: Call;
  readonly target: string | undefined;
  readonly list: NodeList | undefined;

  constructor(call: Call, target: string | undefined, list: NodeList | undefined) {
    super();
    this.call = call;
    this.target = target;
    this.list = list;
  }

  override get childLists(): readonly NodeList[] {
    return this.list ? [this.list] : [];
  }

  render(context: Context): string | Promise<string> {
    const content = this.list?.render(context);
    const body = content === undefined ? [] : chain(content, (html) => [new SafeString(html)]);
    const values = chain(body, (first) => argumentsOf(this.call, context, first));
    const given = chain(values, (all) => this.call.run(...all));
    return chain(given, (value) => this.#print(value, context));
  }

  #print(value: unknown, context: Context): string {
    if (this.target === undefined) {
      return context.autoescape ? conditionalEscape(value).value : valueText(value);
    }
    context.set(this.target, value);
    return "";
  }
}

class InclusionNode extends RenderNode {
  readonly call: Call;
  readonly file: string | readonly string[];

  constructor(call: Call, file: string | readonly string[]) {
    super();
    this.call = call;
    this.file = file;
  }

  render(context: Context): string | Promise<string> {
    const { engine } = context.state;
    const template = engine.selectTemplate(typeof this.file === "string" ? [this.file] : this.file);
    const values = chain(argumentsOf(this.call, context, []), (all) => this.call.run(...all));
    return chain(values, (given) => {
      if (!isContextValues(given))
        throw new TypeError("An inclusion tag's function must give an object.");
      const inner = context.fresh(given);
      const token = context.get("csrf_token");
      if (token !== undefined) inner.set("csrf_token", token);
      return inner.render(template);
    });
  }
}

function isContextValues(value: unknown): value is ContextValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Goes on with a value at once, or when its promise is kept. */
function chain<Value, Result>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  // oxlint-disable-next-line promise/no-callback-in-promise -- going on is what this function is for
  return isPromise<Value>(value) ? Promise.resolve(value).then((kept) => next(kept)) : next(value);
}

function argumentsOf(
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
  return values.some(isPromise) ? Promise.all(values).then(arrange) : arrange(values);
}

function parseCall(
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

/** Puts named arguments in the places of the function's parameters. */
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

/** Tags made from functions: simple tags, simple block tags, inclusion tags. */
import { goOn } from "../../../values/index.ts";
import type { Context } from "../../context.ts";
import type { Token } from "../../language/lexer.ts";
import type { TagCompiler } from "../../library.ts";
import { RenderNode, type NodeList } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";
import { valueText } from "../../runtime/value-text.ts";
import { conditionalEscape } from "../../safe.ts";
import { SafeString } from "../../safe-string.ts";
import type { ContextValues } from "../../scope.ts";
import { argumentsOf, parseCall, type Call, type SimpleOptions, type TagFunction } from "./call.ts";
import { bodyOf } from "../nodes/body-node.ts";
import { takeTarget } from "../nodes/value-node.ts";

export interface SimpleBlockOptions extends SimpleOptions {
  /** The tag that ends the body. Default: `end` and the tag's name. */
  readonly endName?: string;
}

export type InclusionOptions = SimpleOptions;

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
    const list = bodyOf(parser, options.endName ?? `end${name}`);
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
    const body = content === undefined ? [] : goOn(content, (html) => [new SafeString(html)]);
    const values = goOn(body, (first) => argumentsOf(this.call, context, first));
    const given = goOn(values, (all) => this.call.run(...all));
    return goOn(given, (value) => this.#print(value, context));
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
    const values = goOn(argumentsOf(this.call, context, []), (all) => this.call.run(...all));
    return goOn(values, (given) => {
      if (!isContextValues(given))
        throw new TypeError("An inclusion tag's function must return an object.");
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

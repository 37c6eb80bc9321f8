/** Parses tokens to nodes. Custom tags receive the parser, as in Django. */
import { annotate, TemplateSyntaxError } from "../errors.ts";
import { FilterExpression } from "./expression.ts";
import type { Filter } from "../filter.ts";
import { Token, tokenize } from "./lexer.ts";
import type { Library, TagCompiler } from "../library.ts";
import { NodeList, TextNode, VariableNode, type Node } from "./node.ts";
import { placeIn } from "./compile.ts";
import { repr } from "../runtime/text.ts";
import type { Template } from "../template.ts";

export class Parser {
  readonly template: Template;
  /** Data that tags keep about the template during parsing, by keys of the libraries. */
  readonly extraData = new Map<unknown, unknown>();
  readonly #tokens: Token[];
  readonly #tags = new Map<string, TagCompiler>();
  readonly #filters = new Map<string, Filter>();
  readonly #open: { readonly command: string; readonly token: Token }[] = [];

  constructor(template: Template) {
    this.template = template;
    this.#tokens = tokenize(template.source).reverse();
    for (const library of template.engine.builtins) this.addLibrary(library);
  }

  /**
   * Parses up to a tag with one of these names, which stays unread, or to the end of the template.
   *
   * @throws {TemplateSyntaxError} The template ends first.
   */
  parse(until: readonly string[] = []): NodeList {
    const list = new NodeList();
    for (let token = this.#tokens.pop(); token; token = this.#tokens.pop()) {
      if (token.kind === "block" && this.#isEnd(token, until)) {
        this.#tokens.push(token);
        return list;
      }
      const node = this.#node(token, until);
      if (node) this.#append(list, node, token);
    }
    if (until.length > 0) this.#unclosed(until);
    return list;
  }

  /** Skips everything up to the end tag. */
  skipPast(endTag: string): void {
    for (let token = this.#tokens.pop(); token; token = this.#tokens.pop()) {
      if (token.kind === "block" && token.contents === endTag) return;
    }
    this.#unclosed([endTag]);
  }

  /** Returns the next token, such as the end tag at which {@link parse} stopped. */
  nextToken(): Token {
    const token = this.#tokens.pop();
    if (!token) throw new TemplateSyntaxError("Unexpected end of template.");
    return token;
  }

  /** Whether there are more tokens. */
  get hasMore(): boolean {
    return this.#tokens.length > 0;
  }

  deleteFirstToken(): void {
    this.#tokens.pop();
  }

  /** Parses a tag's argument. */
  compileFilter(source: string): FilterExpression {
    return new FilterExpression(source, (name) => {
      const filter = this.#filters.get(name);
      if (!filter) throw new TemplateSyntaxError(`Invalid filter: '${name}'`);
      return filter;
    });
  }

  addLibrary({ tags, filters }: Pick<Library, "tags" | "filters">): void {
    for (const [name, tag] of tags) this.#tags.set(name, tag);
    for (const [name, filter] of filters) this.#filters.set(name, filter);
  }

  /** @throws {TemplateSyntaxError} Always: the tag is not allowed here. */
  invalidBlockTag(token: Token, command: string, until: readonly string[] = []): never {
    const expected = until.length > 0 ? `, expected ${alternatives(until)}` : "";
    throw this.#error(
      token,
      new TemplateSyntaxError(
        `Invalid block tag on line ${token.line}: '${command}'${expected}. ` +
          "Did you forget to register or load this tag?",
      ),
    );
  }

  #isEnd(token: Token, until: readonly string[]): boolean {
    const [command] = token.contents.split(/\s+/, 1);
    if (!command) {
      throw this.#error(token, new TemplateSyntaxError(`Empty block tag on line ${token.line}`));
    }
    return until.includes(command);
  }

  #node(token: Token, until: readonly string[]): Node | undefined {
    switch (token.kind) {
      case "text":
        return new TextNode(token.contents);
      case "variable":
        return this.#variable(token);
      case "block":
        return this.#tag(token, until);
      default:
        return undefined;
    }
  }

  #variable(token: Token): Node {
    try {
      if (token.contents === "") {
        throw new TemplateSyntaxError(`Empty variable tag on line ${token.line}`);
      }
      return new VariableNode(this.compileFilter(token.contents));
    } catch (error) {
      throw this.#error(token, error);
    }
  }

  #tag(token: Token, until: readonly string[]): Node {
    const [command = ""] = token.contents.split(/\s+/, 1);
    this.#open.push({ command, token });
    const compile = this.#tags.get(command);
    if (!compile) return this.invalidBlockTag(token, command, until);
    try {
      const node = compile(this, token);
      this.#open.pop();
      return node;
    } catch (error) {
      throw this.#error(token, error);
    }
  }

  #append(list: NodeList, node: Node, token: Token): void {
    if (node.mustBeFirst && list.containsNonText) {
      const where = this.template.name === undefined ? "the template" : repr(this.template.name);
      throw this.#error(
        token,
        new TemplateSyntaxError(`{% ${token.contents} %} must be the first tag in ${where}.`),
      );
    }
    node.token ??= token;
    node.template ??= this.template;
    list.nodes.push(node);
  }

  #unclosed(until: readonly string[]): never {
    const open = this.#open.pop();
    if (!open) throw new TemplateSyntaxError(`Looking for one of: ${until.join(", ")}.`);
    throw this.#error(
      open.token,
      new TemplateSyntaxError(
        `Unclosed tag on line ${open.token.line}: '${open.command}'. Looking for one of: ${until.join(", ")}.`,
      ),
    );
  }

  #error(token: Token, error: unknown): unknown {
    return annotate(error, () => placeIn(this.template, token.line));
  }
}

/** `'elif', 'else' or 'endif'`. */
function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? "";
  return quoted.length > 0 ? `${quoted.join(", ")} or ${last}` : last;
}

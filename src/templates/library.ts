/** Tags and filters that templates load together: `{% load name %}`. */
import { makeFilter, type Filter, type FilterFunction, type FilterOptions } from "./filter.ts";
import type { Token } from "./language/lexer.ts";
import type { Node } from "./language/node.ts";
import type { Parser } from "./language/parser.ts";
import type { RenderState } from "./state.ts";
import type { SimpleOptions, TagFunction } from "./tags/simple/call.ts";
import {
  inclusionTag,
  simpleBlockTag,
  simpleTag,
  type InclusionOptions,
  type SimpleBlockOptions,
} from "./tags/simple/simple.ts";

/** Creates the node of a tag; reads the tag's body from the parser, if it has one. */
export type TagCompiler = (parser: Parser, token: Token) => Node;

/**
 * A module in an app's `templatetags/` exports a library as `register`.
 *
 * @example
 * export const register = new Library();
 * register.filter("shout", (value: string) => `${value}!`, { stringFilter: true, isSafe: true });
 * register.simpleTag("sum", (a: number, b: number) => a + b);
 */
export class Library {
  readonly tags = new Map<string, TagCompiler>();
  readonly filters = new Map<string, Filter>();

  /** Registers a filter. */
  filter(name: string, filterFunction: FilterFunction<RenderState>, options?: FilterOptions): this {
    this.filters.set(name, makeFilter(name, filterFunction, options));
    return this;
  }

  /** Registers a tag that parses its own arguments and body. */
  tag(name: string, compile: TagCompiler): this {
    this.tags.set(name, compile);
    return this;
  }

  /**
   * Registers a tag that prints the result of a function, escaped unless it is safe, or stores it with `as
   * name`. Positional arguments come in order; arguments given as `name=value` come as one object after them,
   * or at their positions in `options.parameters`.
   */
  simpleTag(name: string, tagFunction: TagFunction, options?: SimpleOptions): this {
    return this.tag(name, simpleTag(name, tagFunction, options));
  }

  /** Registers a tag with a body, whose rendered text is the function's first argument. */
  simpleBlockTag(name: string, tagFunction: TagFunction, options?: SimpleBlockOptions): this {
    return this.tag(name, simpleBlockTag(name, tagFunction, options));
  }

  /** Registers a tag that renders another template with the variables that a function returns. */
  inclusionTag(
    name: string,
    template: string | readonly string[],
    tagFunction: TagFunction,
    options?: InclusionOptions,
  ): this {
    return this.tag(name, inclusionTag(name, template, tagFunction, options));
  }
}

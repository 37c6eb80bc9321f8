/** `{% load %}`: loads a library's tags and filters for the rest of the template. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Library } from "../library.ts";
import type { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { NothingNode } from "./nodes/nothing-node.ts";

export function load(parser: Parser, token: Token): Node {
  const words = token.contents.split(/\s+/);
  const library = (name: string): Library => {
    const found = parser.template.engine.libraries.get(name);
    if (found) return found;
    const known = [...parser.template.engine.libraries.keys()].sort().join("\n");
    throw new TemplateSyntaxError(
      `'${name}' is not a registered tag library. Must be one of:\n${known}`,
    );
  };
  if (words.length >= 4 && words.at(-2) === "from") {
    const from = words.at(-1) ?? "";
    parser.addLibrary(subset(library(from), from, words.slice(1, -2)));
  } else {
    for (const name of words.slice(1)) parser.addLibrary(library(name));
  }
  return new NothingNode();
}

function subset(library: Library, label: string, names: readonly string[]): Library {
  const part = new Library();
  for (const name of names) {
    const tag = library.tags.get(name);
    const filter = library.filters.get(name);
    if (!tag && !filter) {
      throw new TemplateSyntaxError(
        `'${name}' is not a valid tag or filter in tag library '${label}'`,
      );
    }
    if (tag) part.tags.set(name, tag);
    if (filter) part.filters.set(name, filter);
  }
  return part;
}

/** `{% lorem %}`: placeholder text. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { toInteger } from "../runtime/numbers.ts";
import { repr } from "../runtime/text.ts";
import { loremParagraphs, loremWords } from "./lorem-text.ts";
import { ValueNode } from "./nodes/value-node.ts";

export function lorem(parser: Parser, token: Token): Node {
  const words = token.splitContents();
  const [tag = ""] = words;
  const common = words.at(-1) !== "random";
  if (!common) words.pop();
  const method = ["w", "p", "b"].includes(words.at(-1) ?? "") ? words.pop() : "b";
  const count = parser.compileFilter(words.length > 1 ? (words.pop() ?? "1") : "1");
  if (words.length !== 1) throw new TemplateSyntaxError(`Incorrect format for ${repr(tag)} tag`);
  return new ValueNode(
    (_state, _scope, given: unknown) => {
      const number = countOf(given);
      if (method === "w") return loremWords(number, common);
      const paragraphs = loremParagraphs(number, common);
      return paragraphs.map((each) => (method === "p" ? `<p>${each}</p>` : each)).join("\n\n");
    },
    [count],
  );
}

function countOf(value: unknown): number {
  try {
    return Number(toInteger(value));
  } catch {
    return 1;
  }
}

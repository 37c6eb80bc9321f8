/** `{% templatetag %}`: prints the characters of tags. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { FixedNode, type Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";

const marks = new Map([
  ["openblock", "{%"],
  ["closeblock", "%}"],
  ["openvariable", "{{"],
  ["closevariable", "}}"],
  ["openbrace", "{"],
  ["closebrace", "}"],
  ["opencomment", "{#"],
  ["closecomment", "#}"],
]);

export function templatetag(_parser: Parser, token: Token): Node {
  const [, name, ...rest] = token.contents.split(/\s+/);
  if (name === undefined || rest.length > 0) {
    throw new TemplateSyntaxError("'templatetag' statement takes one argument");
  }
  const mark = marks.get(name);
  if (mark === undefined) {
    const names = [...marks.keys()].map((each) => `'${each}'`).join(", ");
    throw new TemplateSyntaxError(
      `Invalid templatetag argument: '${name}'. Must be one of: [${names}]`,
    );
  }
  return new FixedNode(mark);
}

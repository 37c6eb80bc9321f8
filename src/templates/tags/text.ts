/** Tags about the template's own text: comment, verbatim, templatetag, spaceless, filter, autoescape. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node, TextNode, type NodeList } from "../language/node.ts";
import { typeName } from "../runtime/type-name.ts";
import { SafeString } from "../safe-string.ts";
import type { Parser } from "../language/parser.ts";

/** A tag that leaves nothing behind. */
export class NothingNode extends Node {
  generate(): void {}
}

/** Text that a tag stands for. */
class FixedNode extends Node {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  generate(code: Code): void {
    code.text(this.text);
  }
}

/** A tag with one body. */
abstract class BodyNode extends Node {
  readonly list: NodeList;

  constructor(list: NodeList) {
    super();
    this.list = list;
  }

  override get childLists(): readonly NodeList[] {
    return [this.list];
  }
}

export function comment(parser: Parser): Node {
  parser.skipPast("endcomment");
  return new NothingNode();
}

export function verbatim(parser: Parser): Node {
  const list = parser.parse(["endverbatim"]);
  parser.deleteFirstToken();
  return new FixedNode(
    list.nodes.map((node) => (node instanceof TextNode ? node.text : "")).join(""),
  );
}

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

class SpacelessNode extends BodyNode {
  generate(code: Code): void {
    const body = code.capture(() => this.list.generate(code));
    code.write(`${code.constant(removeSpaces)}(${body})`);
  }
}

function removeSpaces(html: string): string {
  return html.trim().replaceAll(/>\s+</g, "><");
}

export function spaceless(parser: Parser): Node {
  const list = parser.parse(["endspaceless"]);
  parser.deleteFirstToken();
  return new SpacelessNode(list);
}

/** The name of the variable that `{% filter %}` gives its body to its filters by. */
const filtered = "var";

class FilterNode extends BodyNode {
  readonly expression: FilterExpression;

  constructor(expression: FilterExpression, list: NodeList) {
    super(list);
    this.expression = expression;
  }

  generate(code: Code): void {
    const body = code.capture(() => this.list.generate(code));
    const locals = new Map([[filtered, `new R.SafeString(${body})`]]);
    code.withLocals(locals, () => {
      code.write(`${code.constant(requireText)}(${code.expression(this.expression, "shown")})`);
    });
  }
}

function requireText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof SafeString) return value.value;
  throw new TypeError(`the filters of {% filter %} must give text, not ${typeName(value)}`);
}

export function filterTag(parser: Parser, token: Token): Node {
  const rest = token.contents.replace(/^\S+\s*/, "");
  if (rest === "") throw new TemplateSyntaxError("'filter' tag takes at least one filter");
  const expression = parser.compileFilter(`${filtered}|${rest}`);
  for (const { filter } of expression.filters) {
    if (filter.name === "escape" || filter.name === "safe") {
      throw new TemplateSyntaxError(
        `"filter ${filter.name}" is not permitted.  Use the "autoescape" tag instead.`,
      );
    }
  }
  const list = parser.parse(["endfilter"]);
  parser.deleteFirstToken();
  return new FilterNode(expression, list);
}

class AutoescapeNode extends BodyNode {
  readonly on: boolean;

  constructor(on: boolean, list: NodeList) {
    super(list);
    this.on = on;
  }

  generate(code: Code): void {
    const before = code.name("e");
    const outer = code.autoescape;
    code.add(`const ${before}=r.autoescape;r.autoescape=${this.on};`);
    code.autoescape = String(this.on);
    this.list.generate(code);
    code.autoescape = outer;
    code.add(`r.autoescape=${before};`);
  }
}

export function autoescape(parser: Parser, token: Token): Node {
  const [, setting, ...rest] = token.contents.split(/\s+/);
  if (setting === undefined || rest.length > 0) {
    throw new TemplateSyntaxError("'autoescape' tag requires exactly one argument.");
  }
  if (setting !== "on" && setting !== "off") {
    throw new TemplateSyntaxError("'autoescape' argument should be 'on' or 'off'");
  }
  const list = parser.parse(["endautoescape"]);
  parser.deleteFirstToken();
  return new AutoescapeNode(setting === "on", list);
}

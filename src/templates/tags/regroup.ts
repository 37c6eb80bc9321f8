/** `{% regroup %}`: groups consecutive items of a list. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { equal } from "../runtime/compare.ts";
import { Group } from "../runtime/tuple.ts";

class RegroupNode extends Node {
  readonly list: FilterExpression;
  readonly key: FilterExpression;
  readonly target: string;

  constructor(list: FilterExpression, key: FilterExpression, target: string) {
    super();
    this.list = list;
    this.key = key;
    this.target = target;
  }

  override get needsScope(): boolean {
    return true;
  }

  generate(code: Code): void {
    const item = code.name("v");
    const groups = code.name("g");
    code.add(
      `const ${groups}=[];for(const ${item} of R.items(${code.expression(this.list, "none")})){`,
    );
    code.set(this.target, item);
    code.add(
      `${code.constant(addToGroup)}(${groups},${code.expression(this.key, "none")},${item});}`,
    );
    code.set(this.target, groups);
  }
}

function addToGroup(groups: Group[], grouper: unknown, item: unknown): void {
  const last = groups.at(-1);
  if (last && equal(last.grouper, grouper)) last.list.push(item);
  else groups.push(Group.with(grouper, item));
}

export function regroup(parser: Parser, token: Token): Node {
  const words = token.splitContents();
  const [, list = "", by, key = "", as, target = ""] = words;
  if (words.length !== 6) throw new TemplateSyntaxError("'regroup' tag takes five arguments");
  if (by !== "by") throw new TemplateSyntaxError("second argument to 'regroup' tag must be 'by'");
  if (as !== "as") {
    throw new TemplateSyntaxError("next-to-last argument to 'regroup' tag must be 'as'");
  }
  const items = parser.compileFilter(list);
  return new RegroupNode(items, parser.compileFilter(`${target}.${key}`), target);
}

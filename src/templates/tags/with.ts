/** `{% with %}`: gives values names. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node, NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { repr } from "../runtime/text.ts";
import { BodyNode, bodyOf } from "./nodes/body-node.ts";
import { assignments } from "./simple/arguments.ts";

class WithNode extends BodyNode {
  readonly values: ReadonlyMap<string, FilterExpression>;

  constructor(values: ReadonlyMap<string, FilterExpression>, list: NodeList) {
    super(list);
    this.values = values;
  }

  generate(code: Code): void {
    const locals = new Map<string, string>();
    for (const [name, value] of this.values) {
      const local = code.name("w");
      code.add(`const ${local}=${code.expression(value, "shown")};`);
      locals.set(name, local);
    }
    if (!this.needsScope) {
      code.withLocals(locals, () => this.list.generate(code));
      return;
    }
    const scope = code.name("c");
    code.add(`const ${scope}=new R.Scope(${code.scope});`);
    for (const [name, local] of locals) code.set(name, local, scope);
    code.withScope(scope, () => this.list.generate(code));
  }
}

export function withTag(parser: Parser, token: Token): Node {
  const [tag = "", ...words] = token.splitContents();
  const values = assignments(words, parser, true);
  if (values.size === 0) {
    throw new TemplateSyntaxError(`${repr(tag)} expected at least one variable assignment`);
  }
  if (words[0] !== undefined) {
    throw new TemplateSyntaxError(`${repr(tag)} received an invalid token: ${repr(words[0])}`);
  }
  return new WithNode(values, bodyOf(parser, "endwith"));
}

/** `{% if %}`. */
import type { Code } from "../language/code.ts";
import { parseCondition, type Condition } from "../language/condition.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Node, type NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";

interface Branch {
  /** `undefined` for `{% else %}`. */
  readonly condition: Condition | undefined;
  readonly list: NodeList;
}

class IfNode extends Node {
  readonly branches: readonly Branch[];

  constructor(branches: readonly Branch[]) {
    super();
    this.branches = branches;
  }

  override get childLists(): readonly NodeList[] {
    return this.branches.map(({ list }) => list);
  }

  generate(code: Code): void {
    let open = 0;
    for (const { condition, list } of this.branches) {
      if (condition) {
        code.add(`if(${condition.test(code)}){`);
        open++;
      }
      code.branch(() => list.generate(code));
      if (condition) code.add("}else{");
    }
    code.add("}".repeat(open));
  }
}

export function ifTag(parser: Parser, token: Token): Node {
  const branches: Branch[] = [];
  let next = token;
  do {
    const condition = parseCondition(next.splitContents().slice(1), parser);
    branches.push({ condition, list: parser.parse(["elif", "else", "endif"]) });
    next = parser.nextToken();
  } while (next.contents.startsWith("elif"));
  if (next.contents === "else") {
    branches.push({ condition: undefined, list: parser.parse(["endif"]) });
    next = parser.nextToken();
  }
  if (next.contents !== "endif") {
    throw new TemplateSyntaxError(
      `Malformed template tag at line ${next.line}: "${next.contents}"`,
    );
  }
  return new IfNode(branches);
}

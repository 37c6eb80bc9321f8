/** `{% ifchanged %}`: prints what differs from the previous round of the loop. */
import type { Code } from "../language/code.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node, type NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { equal } from "../runtime/compare.ts";
import { ForLoop } from "../runtime/for-loop.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { bodyOf } from "./nodes/body-node.ts";

class IfChangedNode extends Node {
  readonly values: readonly FilterExpression[];
  readonly changed: NodeList;
  readonly same: NodeList | undefined;

  constructor(values: readonly FilterExpression[], changed: NodeList, same: NodeList | undefined) {
    super();
    this.values = values;
    this.changed = changed;
    this.same = same;
  }

  override get childLists(): readonly NodeList[] {
    return this.same ? [this.changed, this.same] : [this.changed];
  }

  generate(code: Code): void {
    const memory = code.loop ? code.loop.memory() : `${code.constant(loopMemory)}(${code.scope},r)`;
    const remember = `${code.constant(hasChanged)}(${memory},${code.constant(this)}`;
    if (this.values.length > 0) {
      const values = this.values.map((value) => code.expression(value, "none"));
      code.add(`if(${remember},[${values.join(",")}])){`);
      code.branch(() => this.changed.generate(code));
    } else {
      const output = this.#outputThatChanged(code, remember);
      code.add(`if(${output}!==undefined){o+=${output};`);
    }
    const { same } = this;
    if (same) {
      code.add("}else{");
      code.branch(() => same.generate(code));
    }
    code.add("}");
  }

  /** The body's output, undefined if it is unchanged. Like Django, renders an empty one twice. */
  #outputThatChanged(code: Code, remember: string): string {
    const output = code.name("h");
    const round = code.name("k");
    code.add(`let ${output};for(let ${round}=0;;${round}++){`);
    const body = code.capture(() => code.branch(() => this.changed.generate(code)));
    code.add(`if(${round}===0&&!${remember},${body}))break;`);
    code.add(`if(${body}!==""||${round}===1){${output}=${body};break;}}`);
    return output;
  }
}

type Memory = Map<object, unknown>;

function hasChanged(memory: Memory, node: object, value: unknown): boolean {
  if (memory.has(node) && equal(memory.get(node), value)) return false;
  memory.set(node, value);
  return true;
}

const memories = new WeakMap<ForLoop, Memory>();

/** Where a tag keeps its state: the surrounding loop, or else the template. */
function loopMemory(scope: Scope, state: RenderState): Memory {
  const loop = scope.get("forloop");
  if (!(loop instanceof ForLoop)) return state.memory;
  let memory = memories.get(loop);
  if (!memory) {
    memory = new Map();
    memories.set(loop, memory);
  }
  return memory;
}

export function ifchanged(parser: Parser, token: Token): Node {
  const words = token.splitContents().slice(1);
  const changed = parser.parse(["else", "endifchanged"]);
  let same: NodeList | undefined;
  if (parser.nextToken().contents === "else") {
    same = bodyOf(parser, "endifchanged");
  }
  const values = words.map((word) => parser.compileFilter(word));
  return new IfChangedNode(values, changed, same);
}

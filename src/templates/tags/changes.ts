/** `{% firstof %}`, `{% ifchanged %}` and `{% regroup %}`. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node, type NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { equal } from "../runtime/compare.ts";
import { ForLoop } from "../runtime/for-loop.ts";
import { write } from "../runtime/operations.ts";
import { Group } from "../runtime/tuple.ts";
import { SafeString } from "../safe-string.ts";
import type { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";

class FirstOfNode extends Node {
  readonly values: readonly FilterExpression[];
  readonly target: string | undefined;

  constructor(values: readonly FilterExpression[], target: string | undefined) {
    super();
    this.values = values;
    this.target = target;
  }

  override get needsScope(): boolean {
    return this.target !== undefined;
  }

  generate(code: Code): void {
    const value = code.name("y");
    const tests = this.values.map((each) => `R.truthy(${value}=${code.expression(each, "none")})`);
    code.add(`let ${value};if(!(${tests.join("||")}))${value}="";`);
    if (this.target === undefined) return code.print(value);
    const shown = `${code.constant(rendered)}(${value},${code.autoescape},r)`;
    code.set(this.target, shown);
  }
}

/** What a value prints, still marked as safe if it need not be escaped again. */
export function rendered(
  value: unknown,
  autoescape: boolean,
  state: RenderState,
): SafeString | string {
  const output = write(value, autoescape, state);
  return autoescape || value instanceof SafeString ? new SafeString(output) : output;
}

export function firstof(parser: Parser, token: Token): Node {
  const words = token.splitContents().slice(1);
  if (words.length === 0) {
    throw new TemplateSyntaxError("'firstof' statement requires at least one argument");
  }
  const target = words.length > 2 && words.at(-2) === "as" ? words.splice(-2)[1] : undefined;
  return new FirstOfNode(
    words.map((word) => parser.compileFilter(word)),
    target,
  );
}

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

  /** The body's output, undefined when it is the same as before. Django renders an empty one twice, and so do we. */
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

/** Where a tag remembers: the loop around it, or else the template. */
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
    same = parser.parse(["endifchanged"]);
    parser.deleteFirstToken();
  }
  const values = words.map((word) => parser.compileFilter(word));
  return new IfChangedNode(values, changed, same);
}

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

/** `{% cycle %}` and `{% resetcycle %}`. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import { extraData } from "../language/extra-data.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import type { RenderState } from "../state.ts";

class CycleNode extends Node {
  readonly values: readonly FilterExpression[];
  readonly name: string | undefined;
  readonly silent: boolean;

  constructor(values: readonly FilterExpression[], name?: string, silent = false) {
    super();
    this.values = values;
    this.name = name;
    this.silent = silent;
  }

  override get needsScope(): boolean {
    return this.name !== undefined;
  }

  generate(code: Code): void {
    const value = code.name("y");
    code.add(`let ${value};switch(${code.constant(step)}(${code.constant(this)},r)){`);
    this.values.forEach((expression, at) => {
      code.add(`case ${at}:${value}=${code.expression(expression, "shown")};break;`);
    });
    code.add("}");
    if (this.name !== undefined) {
      code.add(`${code.scope}.setUpward(${JSON.stringify(this.name)},${value});`);
    }
    if (!this.silent) code.print(value);
  }
}

/** The position of a cycle's next value. */
function step(node: CycleNode, state: RenderState): number {
  const at = Number(state.memory.get(node) ?? 0);
  state.memory.set(node, (at + 1) % node.values.length);
  return at;
}

class ResetCycleNode extends Node {
  readonly cycle: CycleNode;

  constructor(cycle: CycleNode) {
    super();
    this.cycle = cycle;
  }

  generate(code: Code): void {
    code.add(`r.memory.delete(${code.constant(this.cycle)});`);
  }
}

/** The cycles of a template so far: by name, and the last one. */
class Cycles {
  readonly named = new Map<string, CycleNode>();
  last: CycleNode | undefined;
}

export function cycle(parser: Parser, token: Token): Node {
  const [, ...words] = token.splitContents();
  const cycles = extraData(parser, Cycles);
  const [first] = words;
  if (first === undefined)
    throw new TemplateSyntaxError("'cycle' tag requires at least two arguments");
  if (words.length === 1) return named(cycles, first);
  let silent = false;
  let name: string | undefined;
  if (words.length > 3 && words.at(-3) === "as") {
    if (words.at(-1) !== "silent") {
      throw new TemplateSyntaxError(
        `Only 'silent' flag is allowed after cycle's name, not '${words.at(-1)}'.`,
      );
    }
    silent = true;
    words.pop();
  }
  if (silent || (words.length > 3 && words.at(-2) === "as")) {
    name = words.pop();
    words.pop();
  }
  const node = new CycleNode(
    words.map((word) => parser.compileFilter(word)),
    name,
    silent,
  );
  if (name !== undefined) cycles.named.set(name, node);
  cycles.last = node;
  return node;
}

function named(cycles: Cycles, name: string): CycleNode {
  const known = cycles.named.get(name);
  if (known) return known;
  throw new TemplateSyntaxError(
    cycles.named.size === 0
      ? `No named cycles in template. '${name}' is not defined`
      : `Named cycle '${name}' does not exist`,
  );
}

export function resetcycle(parser: Parser, token: Token): Node {
  const [tag = "", name, ...rest] = token.splitContents();
  if (rest.length > 0) throw new TemplateSyntaxError(`'${tag}' tag accepts at most one argument.`);
  const cycles = extraData(parser, Cycles);
  const found = name === undefined ? cycles.last : cycles.named.get(name);
  if (found) return new ResetCycleNode(found);
  throw new TemplateSyntaxError(
    name === undefined ? "No cycles in template." : `Named cycle '${name}' does not exist.`,
  );
}

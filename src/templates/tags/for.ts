/** `{% for %}`. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node, type NodeList } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { bodyOf } from "./nodes/body-node.ts";

class ForNode extends Node {
  readonly names: readonly string[];
  readonly sequence: FilterExpression;
  readonly reversed: boolean;
  readonly body: NodeList;
  readonly empty: NodeList | undefined;

  constructor(
    names: readonly string[],
    sequence: FilterExpression,
    reversed: boolean,
    body: NodeList,
    empty: NodeList | undefined,
  ) {
    super();
    this.names = names;
    this.sequence = sequence;
    this.reversed = reversed;
    this.body = body;
    this.empty = empty;
  }

  override get childLists(): readonly NodeList[] {
    return this.empty ? [this.body, this.empty] : [this.body];
  }

  generate(code: Code): void {
    const items = code.name("a");
    const length = code.name("n");
    const index = code.name("i");
    const value = code.expression(this.sequence, "none");
    const go = this.names.length === 1 ? "items" : "parts";
    const list =
      code.mode === "async"
        ? `(R.isLater(T=${value})?await R.itemsLater(T):R.${go}(T))`
        : `R.${go}(${value})`;
    code.add(`const ${items}=${list},${length}=${items}.length;`);
    if (this.empty) {
      const { empty } = this;
      code.add(`if(${length}===0){`);
      code.branch(() => empty.generate(code));
      code.add("}");
    }
    const item = `${items}[${this.reversed ? `${length}-1-${index}` : index}]`;
    const rounds = `for(let ${index}=0;${index}<${length};${index}++){`;
    if (this.needsScope) this.#inScope(code, { index, length, item, rounds });
    else this.#inVariables(code, { index, length, item, rounds });
  }

  /** Keeps the loop's variables in JavaScript variables: nothing inside looks them up by name. */
  #inVariables(code: Code, { index, length, item, rounds }: Parts): void {
    const locals = new Map<string, string>();
    let memory: string | undefined;
    const outer = code.loop;
    const parent = code.operand({ kind: "lookup", source: "forloop", path: ["forloop"] });
    locals.set("forloop", `R.loopAt(${parent},${index},${length})`);
    const body = code.detached(() => {
      const value = code.name("v");
      code.add(`const ${value}=${code.settled(item, this.sequence.source)};`);
      this.#unpack(value, (name, part) => {
        const local = code.name("v");
        code.add(`const ${local}=${part};`);
        locals.set(name, local);
      });
      code.loop = { index, length, outer, memory: () => (memory ??= code.name("m")) };
      code.withLocals(locals, () => this.body.generate(code));
      code.loop = outer;
    });
    if (memory !== undefined) code.add(`const ${memory}=new Map();`);
    code.add(`${rounds}\n${body}}`);
  }

  /** Keeps the loop's variables in a scope object, where the body finds them. */
  #inScope(code: Code, { index, length, item, rounds }: Parts): void {
    const scope = code.name("c");
    const loop = code.name("f");
    code.add(`if(${length}>0){const ${scope}=new R.Scope(${code.scope});`);
    const parent = code.operand({ kind: "lookup", source: "forloop", path: ["forloop"] });
    code.add(`const ${loop}=new R.ForLoop(${parent},${length});`);
    code.set("forloop", loop, scope);
    code.add(`${rounds}${loop}.at(${index},${length});`);
    const value = code.name("v");
    code.add(`const ${value}=${code.settled(item, this.sequence.source)};`);
    let inner = scope;
    if (this.names.length > 1) {
      inner = code.name("c");
      code.add(`const ${inner}=new R.Scope(${scope});`);
    }
    this.#unpack(value, (name, part) => code.set(name, part, inner));
    code.withScope(inner, () => code.branch(() => this.body.generate(code)));
    code.add("}}");
  }

  #unpack(value: string, set: (name: string, part: string) => void): void {
    const [only = ""] = this.names;
    if (this.names.length === 1) return set(only, value);
    this.names.forEach((name, at) => {
      set(name, `${at === 0 ? `(T=R.unpack(${value},${this.names.length}))` : "T"}[${at}]`);
    });
  }
}

interface Parts {
  readonly index: string;
  readonly length: string;
  readonly item: string;
  /** The beginning of the JavaScript loop. */
  readonly rounds: string;
}

export function forTag(parser: Parser, token: Token): Node {
  const words = token.splitContents();
  if (words.length < 4) {
    throw new TemplateSyntaxError(
      `'for' statements should have at least four words: ${token.contents}`,
    );
  }
  const reversed = words.at(-1) === "reversed";
  const at = words.length - (reversed ? 3 : 2);
  if (words[at] !== "in") {
    throw new TemplateSyntaxError(
      `'for' statements should use the format 'for x in y': ${token.contents}`,
    );
  }
  const names = words.slice(1, at).join(" ").split(/ *, */);
  if (names.some((name) => name === "" || /[ "'|]/.test(name))) {
    throw new TemplateSyntaxError(`'for' tag received an invalid argument: ${token.contents}`);
  }
  const sequence = parser.compileFilter(words[at + 1] ?? "");
  const body = parser.parse(["empty", "endfor"]);
  let empty: NodeList | undefined;
  if (parser.nextToken().contents === "empty") {
    empty = bodyOf(parser, "endfor");
  }
  return new ForNode(names, sequence, reversed, body, empty);
}

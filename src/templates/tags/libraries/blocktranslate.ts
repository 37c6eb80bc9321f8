/** `{% blocktranslate %}`: a text with values in it. */
import type { Code } from "../../language/code.ts";
import { TemplateSyntaxError } from "../../errors.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Token } from "../../language/lexer.ts";
import { Node } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";
import { isDecimal } from "../../runtime/numbers.ts";
import { repr } from "../../runtime/text.ts";
import { assignments } from "../simple/arguments.ts";

/** Fixed text, or the name of a value. */
type Piece = { readonly text: string } | { readonly name: string };

interface Options {
  readonly values: ReadonlyMap<string, FilterExpression>;
  readonly count: readonly [string, FilterExpression] | undefined;
  readonly trimmed: boolean;
  readonly target: string | undefined;
}

class BlockTranslateNode extends Node {
  readonly tag: string;
  readonly options: Options;
  readonly singular: readonly Piece[];
  readonly plural: readonly Piece[];

  constructor(tag: string, options: Options, singular: readonly Piece[], plural: readonly Piece[]) {
    super();
    this.tag = tag;
    this.options = options;
    this.singular = singular;
    this.plural = plural;
  }

  override get needsScope(): boolean {
    return this.options.target !== undefined;
  }

  generate(code: Code): void {
    const { values, count, target } = this.options;
    const locals = new Map<string, string>();
    const set = (name: string, value: string): void => {
      const local = code.name("w");
      code.add(`const ${local}=${value};`);
      locals.set(name, local);
    };
    for (const [name, value] of values) set(name, code.expression(value, "shown"));
    if (count) {
      const [name, value] = count;
      const check = `${code.constant(requireNumber)}(${code.expression(value, "shown")},${JSON.stringify(name)},${JSON.stringify(this.tag)})`;
      set(name, check);
    }
    const body = (): void =>
      code.withLocals(locals, () => this.#write(code, count && locals.get(count[0])));
    if (target === undefined) return body();
    const captured = code.capture(body);
    code.set(target, `new R.SafeString(${captured})`);
  }

  #write(code: Code, counter: string | undefined): void {
    if (counter === undefined) return writePieces(code, this.singular);
    code.add(`if(R.equal(${counter},1)){`);
    code.branch(() => writePieces(code, this.singular));
    code.add("}else{");
    code.branch(() => writePieces(code, this.plural));
    code.add("}");
  }
}

function writePieces(code: Code, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if ("text" in piece) code.text(piece.text);
    else {
      const operand = { kind: "lookup", source: piece.name, path: [piece.name] } as const;
      const value = code.expressionOf(operand);
      code.print(value);
    }
  }
}

function requireNumber(value: unknown, name: string, tag: string): unknown {
  const isNumber = ["number", "bigint", "boolean"].includes(typeof value) || isDecimal(value);
  if (!isNumber) {
    throw new TemplateSyntaxError(`${repr(name)} argument to ${repr(tag)} tag must be a number.`);
  }
  return value;
}

export function blockTranslate(parser: Parser, token: Token): Node {
  const [tag = "", ...words] = token.splitContents();
  const options = readOptions(tag, words, parser);
  const singular = readText(parser);
  let plural: readonly Token[] = [];
  let end = singular.end;
  if (options.count) {
    if (end.contents !== "plural") {
      throw new TemplateSyntaxError(`${repr(tag)} doesn't allow other block tags inside it`);
    }
    ({ tokens: plural, end } = readText(parser, end));
  }
  if (end.contents !== `end${tag}`) {
    throw new TemplateSyntaxError(
      `${repr(tag)} doesn't allow other block tags (seen ${repr(end.contents)}) inside it`,
    );
  }
  const pieces = (tokens: readonly Token[]): Piece[] => toPieces(tokens, options.trimmed);
  return new BlockTranslateNode(tag, options, pieces(singular.tokens), pieces(plural));
}

function readOptions(tag: string, words: string[], parser: Parser): Options {
  const seen = new Set<string>();
  let values: ReadonlyMap<string, FilterExpression> = new Map();
  let count: readonly [string, FilterExpression] | undefined;
  let target: string | undefined;
  for (let option = words.shift(); option !== undefined; option = words.shift()) {
    if (seen.has(option)) {
      throw new TemplateSyntaxError(`The ${repr(option)} option was specified more than once.`);
    }
    seen.add(option);
    if (option === "with") values = readValues(tag, words, parser);
    else if (option === "count") count = readCount(tag, words, parser);
    else if (option === "context") parser.compileFilter(readContext(tag, words));
    else if (option === "asvar") target = readTarget(tag, words);
    else if (option !== "trimmed") {
      throw new TemplateSyntaxError(`Unknown argument for ${repr(tag)} tag: ${repr(option)}.`);
    }
  }
  return { values, count, trimmed: seen.has("trimmed"), target };
}

function readValues(
  tag: string,
  words: string[],
  parser: Parser,
): ReadonlyMap<string, FilterExpression> {
  const values = assignments(words, parser, true);
  if (values.size > 0) return values;
  throw new TemplateSyntaxError(`"with" in ${repr(tag)} tag needs at least one keyword argument.`);
}

function readCount(
  tag: string,
  words: string[],
  parser: Parser,
): readonly [string, FilterExpression] {
  const [counter, ...others] = assignments(words, parser, true);
  if (counter && others.length === 0) return counter;
  throw new TemplateSyntaxError(
    `"count" in ${repr(tag)} tag expected exactly one keyword argument.`,
  );
}

function readContext(tag: string, words: string[]): string {
  const context = words.shift();
  if (context !== undefined) return context;
  throw new TemplateSyntaxError(`"context" in ${repr(tag)} tag expected exactly one argument.`);
}

function readTarget(tag: string, words: string[]): string {
  const target = words.shift();
  if (target !== undefined) return target;
  throw new TemplateSyntaxError(`No argument provided to the '${tag}' tag for the asvar option.`);
}

/**
 * Text and variables up to the next tag, or to the end of the template, whose last token is then returned
 * instead.
 */
function readText(
  parser: Parser,
  last?: Token,
): { readonly tokens: readonly Token[]; readonly end: Token } {
  const tokens: Token[] = [];
  let token = last;
  while (parser.hasMore || token === undefined) {
    token = parser.nextToken();
    if (token.kind !== "text" && token.kind !== "variable") return { tokens, end: token };
    tokens.push(token);
  }
  return { tokens, end: token };
}

/** Trims lines of the whole text, before values are inserted. */
function toPieces(tokens: readonly Token[], trimmed: boolean): Piece[] {
  const names: string[] = [];
  const joined = tokens
    .map((token) =>
      token.kind === "text"
        ? token.contents.replaceAll(/\r\n?/g, "\n")
        : `\0${names.push(token.contents) - 1}\0`,
    )
    .join("");
  const text = trimmed ? joined.trim().replaceAll(/\s*\n\s*/g, " ") : joined;
  return text
    .split("\0")
    .map((part, at) => (at % 2 === 0 ? { text: part } : { name: names[Number(part)] ?? "" }));
}

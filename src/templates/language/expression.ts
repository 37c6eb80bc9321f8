/** Parses `variable|filter:argument|…`. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Filter } from "../filter.ts";
import { SafeString } from "../safe-string.ts";
import { toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import { unescapeLiteral } from "./split.ts";

/** A literal value in the template. */
export interface Literal {
  readonly kind: "literal";
  readonly value: unknown;
  /** Written as a float: `2.0` prints as such, although JavaScript has no such number. */
  readonly float: boolean;
}

/** A path through the context: `question.choices.0`. */
export interface Lookup {
  readonly kind: "lookup";
  readonly source: string;
  readonly path: readonly string[];
}

export type Operand = Literal | Lookup;

export interface FilterCall {
  readonly filter: Filter;
  readonly argument: Operand | undefined;
}

const string = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'`;
const constant = String.raw`(?:_\((?:${string})\)|${string})`;
const number = String.raw`[-+.]?\d[\d.e]*`;
const variable = String.raw`[\p{L}\p{M}\p{N}_.]+|${number}`;

/** Matches, in order, the operand and each filter; text between matches is a syntax error. */
const parts = new RegExp(
  String.raw`^(?<constant>${constant})|^(?<variable>${variable})|(?:\s*\|\s*(?<name>[\p{L}\p{M}\p{N}_]+)(?::(?:(?<constantArgument>${constant})|(?<variableArgument>${variable})))?)`,
  "gsu",
);

/** An operand and its filters. */
export class FilterExpression {
  readonly source: string;
  readonly operand: Operand;
  readonly filters: readonly FilterCall[];

  /** @throws {TemplateSyntaxError} Invalid expression, or an unknown filter or wrong arguments. */
  constructor(source: string, findFilter: (name: string) => Filter) {
    const filters: FilterCall[] = [];
    let operand: Operand | undefined;
    let upTo = 0;
    for (const match of source.matchAll(parts)) {
      if (match.index !== upTo) throw unparsed(source, upTo, match.index);
      const groups = match.groups ?? {};
      if (!operand) operand = firstOperand(groups, source);
      else filters.push(filterCall(groups, findFilter));
      upTo = match.index + match[0].length;
    }
    if (upTo !== source.length) {
      throw new TemplateSyntaxError(
        `Could not parse the remainder: '${source.slice(upTo)}' from '${source}'`,
      );
    }
    this.source = source;
    this.operand = operand ?? literal("");
    this.filters = filters;
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

function unparsed(source: string, from: number, to: number): TemplateSyntaxError {
  return new TemplateSyntaxError(
    `Could not parse some characters: ${source.slice(0, from)}|${source.slice(from, to)}|${source.slice(to)}`,
  );
}

function firstOperand(groups: Groups, source: string): Operand {
  if (groups["constant"] !== undefined) return parseOperand(groups["constant"]);
  if (groups["variable"] !== undefined) return parseOperand(groups["variable"]);
  throw new TemplateSyntaxError(`Could not find variable at start of ${source}.`);
}

function filterCall(groups: Groups, findFilter: (name: string) => Filter): FilterCall {
  const name = groups["name"] ?? "";
  const source = groups["constantArgument"] ?? groups["variableArgument"];
  const argument = source === undefined ? undefined : parseOperand(source);
  const filter = findFilter(name);
  const given = argument ? 2 : 1;
  if (given < filter.required || given > filter.accepted) {
    throw new TemplateSyntaxError(
      `${name} requires ${filter.required} arguments, ${given} provided`,
    );
  }
  return { filter, argument };
}

/**
 * Parses a number, a quoted text or a path.
 *
 * @throws {TemplateSyntaxError} A name in the path begins with an underscore.
 */
function parseOperand(source: string): Operand {
  const parsed = parseNumber(source);
  if (parsed) return parsed;
  const quoted = source.startsWith("_(") && source.endsWith(")") ? source.slice(2, -1) : source;
  const text = unescapeLiteral(quoted);
  if (text !== undefined) return literal(new SafeString(text));
  if (source.startsWith("_") || source.includes("._")) {
    throw new TemplateSyntaxError(
      `Variables and attributes may not begin with underscores: '${source}'`,
    );
  }
  return { kind: "lookup", source, path: source.split(".") };
}

function literal(value: unknown, float = false): Literal {
  return { kind: "literal", value, float };
}

function parseNumber(source: string): Literal | undefined {
  try {
    if (!/[.e]/i.test(source)) return literal(toInteger(source));
    const value = toFloat(source);
    return source.endsWith(".") ? undefined : literal(value, true);
  } catch (error) {
    if (error instanceof ValueError) return undefined;
    throw error;
  }
}

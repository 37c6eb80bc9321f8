/** The conditions of `{% if %}`: Django's operators with Python's precedence. */
import type { Code } from "./code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "./expression.ts";
import type { Parser } from "./parser.ts";

/** A condition or part of one. */
export interface Condition {
  /** Its text in an error message. */
  readonly shown: string;
  /** Adds statements to run first, and returns JavaScript for the value. */
  value(code: Code): string;
  /** The same for the value's truth. */
  test(code: Code): string;
}

/** Precedence of each operator. */
const powers: Readonly<Record<string, number>> = {
  or: 6,
  and: 7,
  not: 8,
  in: 9,
  "not in": 9,
  is: 10,
  "is not": 10,
  "==": 10,
  "!=": 10,
  ">": 10,
  ">=": 10,
  "<": 10,
  "<=": 10,
};

const comparisons: Readonly<Record<string, (left: string, right: string) => string>> = {
  in: (left, right) => `R.contains(${right},${left})`,
  "not in": (left, right) => `!R.contains(${right},${left})`,
  is: (left, right) => `R.same(${left},${right})`,
  "is not": (left, right) => `!R.same(${left},${right})`,
  "==": (left, right) => `R.equal(${left},${right})`,
  "!=": (left, right) => `!R.equal(${left},${right})`,
  ">": (left, right) => `R.greater(${left},${right})`,
  ">=": (left, right) => `R.greaterOrEqual(${left},${right})`,
  "<": (left, right) => `R.less(${left},${right})`,
  "<=": (left, right) => `R.lessOrEqual(${left},${right})`,
};

/** @throws {TemplateSyntaxError} The words are not a condition. */
export function parseCondition(words: readonly string[], parser: Parser): Condition {
  const tokens = joinOperators(words);
  let at = 0;
  const power = (): number => powerOf(tokens[at]);

  function expression(floor: number): Condition {
    let left = operand();
    while (floor < power()) {
      const operator = tokens[at++] ?? "";
      if (operator === "not") {
        throw new TemplateSyntaxError(`Not expecting '${operator}' as infix operator in if tag.`);
      }
      left = binary(operator, left, expression(powerOf(operator)));
    }
    return left;
  }

  function operand(): Condition {
    const token = tokens[at++];
    if (token === undefined)
      throw new TemplateSyntaxError("Unexpected end of expression in if tag.");
    if (token === "not") return negation(expression(powerOf("not")));
    if (Object.hasOwn(powers, token)) {
      throw new TemplateSyntaxError(`Not expecting '${token}' in this position in if tag.`);
    }
    return new Value(token, operands.get(at - 1));
  }

  // Django parses all operands before the operators, so errors in operands come first.
  const operands = new Map(
    tokens.flatMap((token, index) =>
      Object.hasOwn(powers, token) ? [] : [[index, parser.compileFilter(token)] as const],
    ),
  );
  const condition = expression(0);
  const rest = tokens[at];
  if (rest !== undefined)
    throw new TemplateSyntaxError(`Unused '${rest}' at end of if expression.`);
  return condition;
}

function powerOf(token: string | undefined): number {
  return token !== undefined && Object.hasOwn(powers, token) ? (powers[token] ?? 0) : 0;
}

/** `is not` and `not in` are single operators. */
function joinOperators(words: readonly string[]): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const pair = `${words[at]} ${words[at + 1]}`;
    if (pair === "is not" || pair === "not in") at++;
    tokens.push(pair === "is not" || pair === "not in" ? pair : (words[at] ?? ""));
  }
  return tokens;
}

class Value implements Condition {
  readonly shown: string;
  readonly #expression: FilterExpression | undefined;

  constructor(shown: string, expression: FilterExpression | undefined) {
    this.shown = shown;
    this.#expression = expression;
  }

  value(code: Code): string {
    return this.#expression ? code.expression(this.#expression, "none") : "null";
  }

  /** Alone, only a missing filter argument makes it false; other errors are raised. */
  test(code: Code): string {
    const value = this.value(code);
    const mayMiss = this.#expression?.filters.some(({ argument }) => argument?.kind === "lookup");
    if (!mayMiss) return `R.truthy(${value})`;
    const result = code.name("q");
    code.add(`let ${result};try{${result}=R.truthy(${value});}catch(e){${result}=R.missing(e);}`);
    return result;
  }
}

/** An operator: false if anything in it fails. */
function operator(shown: string, write: (code: Code, result: string) => void): Condition {
  const value = (code: Code): string => {
    const result = code.name("q");
    code.add(`let ${result};try{`);
    write(code, result);
    code.add(`}catch(e){${result}=R.failed(e);}`);
    return result;
  };
  return { shown, value, test: (code) => `R.truthy(${value(code)})` };
}

function negation(operand: Condition): Condition {
  return operator("not", (code, result) =>
    code.add(`${result}=!R.truthy(${operand.value(code)});`),
  );
}

function binary(name: string, left: Condition, right: Condition): Condition {
  const compare = comparisons[name];
  return operator(name, (code, result) => {
    if (compare) {
      const a = code.name("q");
      code.add(`const ${a}=${left.value(code)};`);
      code.add(`${result}=${compare(a, right.value(code))};`);
      return;
    }
    code.add(`${result}=${left.value(code)};`);
    code.add(`if(${name === "or" ? "!" : ""}R.truthy(${result})){`);
    code.add(`${result}=${right.value(code)};}`);
  });
}

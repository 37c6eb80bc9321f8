/** `name=value` words of a tag. */
import type { FilterExpression } from "../../language/expression.ts";
import type { Parser } from "../../language/parser.ts";

const assignment = /^(?:([\p{L}\p{M}\p{N}_]+)=)?([^]+)$/u;

/** A word's value, and its name if it has one. */
export function splitAssignment(word: string): {
  readonly name: string | undefined;
  readonly value: string;
} {
  const match = assignment.exec(word);
  return { name: match?.[1], value: match?.[2] ?? word };
}

/**
 * Removes `name=value` words from the front of a list, up to the first other word.
 *
 * @param legacy Whether to accept `value as name and …` too.
 */
export function assignments(
  words: string[],
  parser: Parser,
  legacy = false,
): Map<string, FilterExpression> {
  const values = new Map<string, FilterExpression>();
  const [first] = words;
  if (first === undefined) return values;
  if (splitAssignment(first).name !== undefined) {
    while (words[0] !== undefined) {
      const { name, value } = splitAssignment(words[0]);
      if (name === undefined) break;
      words.shift();
      values.set(name, parser.compileFilter(value));
    }
    return values;
  }
  if (!legacy) return values;
  while (words[0] !== undefined && words[1] === "as" && words[2] !== undefined) {
    const [value, , name] = words.splice(0, 3);
    if (value !== undefined && name !== undefined) values.set(name, parser.compileFilter(value));
    if (words[0] !== "and") break;
    words.shift();
  }
  return values;
}

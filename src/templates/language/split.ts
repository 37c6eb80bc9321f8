/** A word of a tag, or quoted text. */

const word = /((?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+)/gs;

/**
 * Splits at white space; quoted text stays one word, including its quotes.
 *
 * @example
 * assert.deepEqual(smartSplit('url "polls:detail" 7'), ["url", '"polls:detail"', "7"]);
 */
export function smartSplit(text: string): string[] {
  return Array.from(text.matchAll(word), ([match]) => match);
}

/**
 * The text between quotes, with `\"` and `\\` unescaped; `undefined` if the word is not quoted.
 *
 * @example
 * assert.equal(unescapeLiteral('"polls:detail"'), "polls:detail");
 */
export function unescapeLiteral(literal: string): string | undefined {
  const quote = literal.charAt(0);
  if ((quote !== '"' && quote !== "'") || !literal.endsWith(quote)) return undefined;
  return literal.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll("\\\\", "\\");
}

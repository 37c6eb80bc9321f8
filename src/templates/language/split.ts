/** Words of a tag, and quoted text. */

const word = /((?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+)/gs;

/** Splits on white space; quoted text stays one word, quotes included. */
export function smartSplit(text: string): string[] {
  return Array.from(text.matchAll(word), ([match]) => match);
}

/** The text between quotes, with `\"` and `\\` resolved; undefined when the word is not quoted. */
export function unescapeLiteral(literal: string): string | undefined {
  const quote = literal.charAt(0);
  if ((quote !== '"' && quote !== "'") || !literal.endsWith(quote)) return undefined;
  return literal.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll("\\\\", "\\");
}

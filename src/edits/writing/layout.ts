/** The layout of a file: line ends, indentation, quotes. New text follows it. */
import type { SourceModule } from "../reading/module.ts";
import { eachNode } from "../reading/module.ts";

/** The line end used in a part of the source, or else in the file; by default a line feed. */
export function lineEnd(source: string, from: number, to: number): string {
  const lineBreak = /\r\n|\n|\r/;
  return lineBreak.exec(source.slice(from, to))?.[0] ?? lineBreak.exec(source)?.[0] ?? "\n";
}

/** Start of the line of `position`; on the first line, after a byte order mark. */
export function lineStart(source: string, position: number): number {
  let start = position;
  while (start > 0 && !/[\n\r\u2028\u2029\uFEFF]/.test(source.charAt(start - 1))) start -= 1;
  return start;
}

/** The white space at the start of the line of `position`. */
export function indentOf(source: string, position: number): string {
  const line = source.slice(lineStart(source, position), position);
  return /^[^\S\n\r\u2028\u2029]*/.exec(line)?.[0] ?? "";
}

/** One indentation step, as in the file's first indented line. */
export function indentStep(source: string): string {
  return /(?:\n|\r)(\t| {1,8})[^\s*/]/.exec(source)?.[1] ?? "  ";
}

/** The file's quote: that of the last of `strings`, or else of the file's first string. */
export function quoteOf(module: SourceModule, strings: readonly number[]): string {
  const quoteAt = (position: number) => /^['"]/.exec(module.source.charAt(position))?.[0];
  const quote = strings.map(quoteAt).findLast((each) => each !== undefined);
  return quote ?? firstQuote(module) ?? "'";
}

function firstQuote({ source, file }: SourceModule): string | undefined {
  let first = source.length;
  eachNode(file.program, (node) => {
    if (node.type === "StringLiteral") first = Math.min(first, node.start ?? first);
  });
  return source.charAt(first) || undefined;
}

/** A string literal. */
export function quoted(text: string, quote: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

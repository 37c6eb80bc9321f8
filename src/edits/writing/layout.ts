/** How a file is laid out: line ends, indentation, quotes. New text follows what is there. */
import type { SourceModule } from "../reading/module.ts";
import { eachNode } from "../reading/module.ts";

/** The end of line used in a stretch of the source, or else in the file, or else a line feed. */
export function lineEnd(source: string, from: number, to: number): string {
  const lineBreak = /\r\n|\n|\r/;
  return lineBreak.exec(source.slice(from, to))?.[0] ?? lineBreak.exec(source)?.[0] ?? "\n";
}

/** Where the line of `position` starts; behind a byte order mark on the first line. */
export function lineStart(source: string, position: number): number {
  let start = position;
  while (start > 0 && !/[\n\r\u2028\u2029\uFEFF]/.test(source.charAt(start - 1))) start -= 1;
  return start;
}

/** The white space that starts the line of `position`. */
export function indentOf(source: string, position: number): string {
  const line = source.slice(lineStart(source, position), position);
  return /^[^\S\n\r\u2028\u2029]*/.exec(line)?.[0] ?? "";
}

/** One step of indentation: as the file's first indented line has it. */
export function indentStep(source: string): string {
  return /(?:\n|\r)(\t| {1,8})[^\s*/]/.exec(source)?.[1] ?? "  ";
}

/** The quote the file uses: that of the last of `strings`, or else of the file's first string. */
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

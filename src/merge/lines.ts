/** A text split for merging, with everything needed to restore it. */
export interface Lines {
  /** Lines with their line end, here always `\n`; the last line may have none. */
  readonly lines: readonly string[];
  /** The same lines as in the text. */
  readonly written: readonly string[];
  /** The line end of most lines. */
  readonly eol: "\n" | "\r\n";
  /** The byte order mark, or an empty text. */
  readonly mark: string;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Splits a text. A line ends at `\n`, with or without a preceding `\r`. */
export function linesOf(text: string): Lines {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const written = text.slice(mark.length).match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const lines = written.map((line) => line.replace(/\r\n$/, "\n"));
  const windows = written.filter((line) => line.endsWith("\r\n")).length;
  const ended = written.filter((line) => line.endsWith("\n")).length;
  return { lines, written, eol: windows * 2 > ended ? "\r\n" : "\n", mark };
}

/** A line of {@link Lines.lines} with the line end of a text. */
export function withEnd(line: string, { eol }: Lines): string {
  return eol === "\n" ? line : line.replace(/\n$/, eol);
}

/** A text taken apart for merging, with what must come back as it was. */
export interface Lines {
  /** Each with its line end, which is always `\n` here; the last line may have none. */
  readonly lines: readonly string[];
  /** The same lines as they stand in the text. */
  readonly written: readonly string[];
  /** The line end that most lines have. */
  readonly eol: "\n" | "\r\n";
  /** The mark that some editors put before a text in UTF-8, or nothing. */
  readonly mark: string;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Takes a text apart. A line ends at `\n`, with `\r` before it or not. */
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

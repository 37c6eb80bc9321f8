/** Breaks lines at white space, like Python's textwrap. */
import { splitLines } from "../runtime/members.ts";
import { characters } from "../runtime/characters.ts";

/** Breaks lines longer than a width. Never breaks words, and keeps white space where no line is broken. */
export function wrapLines(value: string, width: number): string {
  if (width <= 0 && value !== "") throw new RangeError(`invalid width ${width} (must be > 0)`);
  const lines = splitLines(value).flatMap((line) => {
    const wrapped = wrapLine(line, width);
    return wrapped.length > 0 ? wrapped : [line];
  });
  if (value.endsWith("\n")) lines.push("");
  return lines.join("\n");
}

function wrapLine(line: string, width: number): string[] {
  const chunks = expandTabs(line)
    .split(/([\t\n\v\f\r ]+)/)
    .filter(Boolean)
    .reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const current: string[] = [];
    let length = 0;
    if (lines.length > 0 && isBlank(chunks.at(-1))) chunks.pop();
    while (chunks.length > 0 && length + sizeOf(chunks.at(-1)) <= width) {
      length += sizeOf(chunks.at(-1));
      current.push(chunks.pop() ?? "");
    }
    if (current.length === 0 && chunks.length > 0) current.push(chunks.pop() ?? "");
    if (isBlank(current.at(-1))) current.pop();
    if (current.length > 0) lines.push(current.join(""));
  }
  return lines;
}

/** Expands tabs to the next multiple of eight columns. */
function expandTabs(line: string): string {
  let column = 0;
  let out = "";
  for (const char of line) {
    const spaces = char === "\t" ? 8 - (column % 8) : 0;
    out += spaces ? " ".repeat(spaces) : char;
    column += spaces || 1;
  }
  return out;
}

const isBlank = (chunk: string | undefined): boolean => chunk !== undefined && chunk.trim() === "";

const sizeOf = (chunk: string | undefined): number => characters(chunk ?? "").length;

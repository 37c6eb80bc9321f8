import { wrap } from "../command/index.ts";

/** The mark at the start of a list item. */
const ITEM = /^\s*(?:[-*]|\d+\.) /;

/**
 * Fits a page of the documentation to the width of the terminal: wraps paragraphs and list items, and shows a
 * table that is too wide as a list of its rows. Code and headings do not change.
 *
 * @param width Characters in a line; `undefined` without a terminal, which leaves the page unchanged.
 */
export function fitPage(markdown: string, width: number | undefined): string {
  return width === undefined ? markdown : shown(blocksOf(markdown), width).join("\n");
}

type Kind = "code" | "table" | "text" | "line";

interface Block {
  readonly kind: Kind;
  readonly lines: string[];
}

function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let isCode = false;
  for (const line of markdown.split("\n")) {
    const isFence = /^\s*```/.test(line);
    const kind = isFence || isCode ? "code" : kindOf(line);
    if (isFence) isCode = !isCode;
    const last = blocks.at(-1);
    if (last?.kind === kind && !(kind === "text" && ITEM.test(line))) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

/** Headings, pictures and empty lines are not joined with the next line. */
function kindOf(line: string): Kind {
  if (line.startsWith("|")) return "table";
  return /^(?:#|!\[|\s*$)/.test(line) ? "line" : "text";
}

function shown(blocks: readonly Block[], width: number): readonly string[] {
  return blocks.flatMap(({ kind, lines }) => {
    if (kind === "text") return paragraph(lines, width);
    const isWide = kind === "table" && lines.some((line) => line.length > width);
    return isWide ? rowByRow(lines, width) : lines;
  });
}

/** Indents the lines of an item by the width of its mark. */
function paragraph(lines: readonly string[], width: number): readonly string[] {
  const mark = ITEM.exec(lines[0] ?? "")?.[0] ?? "";
  const text = lines.map((line) => line.trim()).join(" ");
  return hanging(mark, text.slice(mark.trimStart().length), width);
}

function hanging(mark: string, text: string, width: number): readonly string[] {
  const lines = wrap(text, width - mark.length).split("\n");
  return lines.map((line, at) => (at === 0 ? mark : " ".repeat(mark.length)) + line);
}

/** Shows the first cell of each row, and the other cells below it; several of them with their headings. */
function rowByRow([head = "", , ...rows]: readonly string[], width: number): readonly string[] {
  const [, ...headings] = cellsOf(head);
  return rows.flatMap((row) => {
    const [first = "", ...cells] = cellsOf(row);
    const others = cells.map((cell, at) => {
      const heading = headings.length > 1 ? (headings[at] ?? "") : "";
      return cell === "" || heading === "" ? cell : `${heading}: ${cell}`;
    });
    const below = others.filter((text) => text !== "");
    return [...hanging("", first, width), ...below.flatMap((text) => hanging("    ", text, width))];
  });
}

/** Splits a row into cells; a bar within a cell is escaped by a backslash. */
function cellsOf(row: string): readonly string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

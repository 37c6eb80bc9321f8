/**
 * Breaks long lines between words, so that a terminal does not break them within. What stands in
 * backquotes, to be typed, stays together where it fits; indented lines are lists or code and stay.
 *
 * @param width Characters in a line; `undefined` where no terminal shows it.
 */
export function wrap(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split("\n")
    .map((line) => (line.length < width || /^\s/.test(line) ? line : wrapLine(line, width)))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current].join("\n");
}

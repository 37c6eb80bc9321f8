/**
 * Breaks long lines between words to fit the terminal. Text in backquotes, which is to be typed, stays
 * together where it fits. Indented lines are lists or code and stay as they are.
 *
 * @param width Characters per line; `undefined` without a terminal.
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

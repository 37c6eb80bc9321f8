/** Appends to a `.gitignore` the lines of another that it lacks. */
export function withLines(text: string, wanted: string): string {
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = wanted.split("\n").filter((line) => line !== "" && !present.has(line));
  if (missing.length === 0) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" || text.endsWith("\n") ? "" : eol;
  return text + gap + missing.map((line) => line + eol).join("");
}

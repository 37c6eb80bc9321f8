import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The path of a file that an error names by path or URL. */
export function pathOf(file: string): string {
  return file.startsWith("file:") ? fileURLToPath(file) : file;
}

/** The path of a file for messages: relative to the given folder, if it is below it. */
export function shownFile(file: string, from: string): string {
  const path = pathOf(file);
  const below = from === "" ? path : relative(from, path);
  return below === "" || below.startsWith("..") ? path : below.split(sep).join("/");
}

/** One line of a file, counted from 1; empty if it cannot be read. */
export function lineAt(file: string, line: number): string {
  try {
    return readFileSync(pathOf(file), "utf8").split("\n")[line - 1] ?? "";
  } catch {
    return "";
  }
}

/** Number of the first line that contains a text; `undefined` if none does. */
export function lineWith(file: string, text: string): number | undefined {
  try {
    const at = readFileSync(file, "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text));
    return at === -1 ? undefined : at + 1;
  } catch {
    return undefined;
  }
}

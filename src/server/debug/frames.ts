import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseFrame, type StackFrame } from "../../mistakes/index.ts";

/** One line of a stack, with the surrounding source if the file can be read. */
export interface Frame extends StackFrame {
  /** Relative to the project's root for the project's own files. */
  readonly file: string;
  /** The project's own code, rather than Node's or a package's. */
  readonly own: boolean;
  readonly source: readonly SourceLine[];
}

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** The line of the frame itself. */
  readonly current: boolean;
}

/** Lines shown before and after the failing one. */
const AROUND = 6;

/** The frames of an error's stack, innermost first, without Node's internal ones. */
export function framesOf(error: Error, projectRoot: URL): readonly Frame[] {
  const root = fileURLToPath(projectRoot);
  return (error.stack ?? "")
    .split("\n")
    .map(parseFrame)
    .filter((frame) => frame !== undefined)
    .filter(({ file }) => !file.startsWith("node:"))
    .map((frame) => {
      const own = frame.file.startsWith(root) && !/[\\/]node_modules[\\/]/.test(frame.file);
      if (!own) return { ...frame, own, source: [] };
      const source = sourceAround(frame.file, frame.line);
      return { ...frame, file: frame.file.slice(root.length), own, source };
    });
}

/** The lines around one line of a text, counted from 1. */
function linesAround(text: string, line: number): readonly SourceLine[] {
  const first = Math.max(1, line - AROUND);
  return text
    .split(/\r\n|\r|\n/)
    .slice(first - 1, line + AROUND)
    .map((text, at) => ({ number: first + at, text, current: first + at === line }));
}

function sourceAround(file: string, line: number): readonly SourceLine[] {
  try {
    return linesAround(readFileSync(file, "utf8"), line);
  } catch {
    return [];
  }
}

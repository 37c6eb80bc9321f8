import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseFrame, type StackFrame } from "../../mistakes/index.ts";

/** One line of a stack, with the source around it where the file can be read. */
export interface Frame extends StackFrame {
  /** The project's own files relative to its root. */
  readonly file: string;
  /** The project's own code, neither Node's nor a package's. */
  readonly own: boolean;
  readonly source: readonly SourceLine[];
}

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** The line the frame stopped at. */
  readonly current: boolean;
}

/** Lines shown before and after the one that failed. */
const AROUND = 6;

/** The frames of an error's stack, the innermost first. Node's internal ones are left out. */
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

/** The lines of a text around one of them, counted from 1. */
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

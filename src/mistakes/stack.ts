import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

const ours = new URL("../", import.meta.url);

/** The stack lines of an error in the project's own code, innermost first. */
export function framesOfProject(error: Error): readonly string[] {
  return (error.stack ?? "").split("\n").filter((line) => isFrame(line) && isProjects(line));
}

/**
 * Shows an error and its causes as Node does, with only those stack lines that the project can change. An
 * error outside the project's code is ours and is shown completely.
 */
export function withoutForeignFrames(error: unknown): string {
  return onlyProjectFrames(inspect(error, { colors: false }));
}

/** Does the same for an error that is already text. */
export function onlyProjectFrames(text: string): string {
  const lines = text.split("\n");
  if (!lines.some((line) => isFrame(line) && isProjects(line))) return text;
  return lines.filter((line) => !isFrame(line) || isProjects(line)).join("\n");
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

function isProjects(line: string): boolean {
  return (
    !/node:|[/\\]node_modules[/\\]|<anonymous>\)?$/.test(line) &&
    !line.includes(ours.href) &&
    !line.includes(fileURLToPath(ours))
  );
}

import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

const ours = new URL("../", import.meta.url);

/** The lines of an error's stack that stand for the project's own code, the innermost first. */
export function framesOfProject(error: Error): readonly string[] {
  return (error.stack ?? "").split("\n").filter((line) => isFrame(line) && isProjects(line));
}

/**
 * An error as Node shows it, its causes too, of its stacks only what the project can change. One that
 * went through none of the project's code is a fault of ours and shown whole.
 */
export function withoutForeignFrames(error: unknown): string {
  return onlyProjectFrames(inspect(error, { colors: false }));
}

/** The same of an error that is a text already. */
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

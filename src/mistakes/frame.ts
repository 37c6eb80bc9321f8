import { fileURLToPath } from "node:url";

/** One line of a stack. */
export interface StackFrame {
  /** `index`, `Object.render`; empty at the top level of a module. */
  readonly functionName: string;
  /** A path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Parses `    at async name (file:///x.ts:1:2)` or `    at file:///x.ts:1:2`. */
export function parseFrame(text: string): StackFrame | undefined {
  const match = /^ {4}at (?:async )?(?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/.exec(text);
  if (!match) return undefined;
  const [, functionName = "", location = "", line, column] = match;
  return { functionName, file: toPath(location), line: Number(line), column: Number(column) };
}

/** Reloaded modules have a query, `file:///x.ts?v=2`. */
function toPath(location: string): string {
  if (!location.startsWith("file:")) return location;
  const url = new URL(location);
  url.search = "";
  return fileURLToPath(url);
}

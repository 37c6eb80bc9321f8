import { fileURLToPath } from "node:url";
import { framesOfProject, parseFrame } from "../mistakes/index.ts";

/** A line of the project's code. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly functionName: string;
}

/** Deep enough for the frames of query sets and nested views in between. */
const DEEPEST = 100;

/** Returns the lines of the project on the call stack, innermost first, including async callers. */
export function placesNow(): readonly Place[] {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST;
  const error = new Error("where");
  Error.stackTraceLimit = usual;
  return framesOfProject(error).flatMap((text) => {
    const frame = parseFrame(text);
    return frame ? [{ file: frame.file, line: frame.line, functionName: frame.functionName }] : [];
  });
}

/** `polls/views.ts:12`: a path relative to the project's root. */
export function placeText({ file, line }: Place, root: URL): string {
  const folder = fileURLToPath(root);
  return `${file.startsWith(folder) ? file.slice(folder.length) : file}:${line}`;
}

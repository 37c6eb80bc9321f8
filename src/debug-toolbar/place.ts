import { fileURLToPath } from "node:url";
import { framesOfProject, parseFrame } from "../mistakes/index.ts";

/** A line of the project's code. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly functionName: string;
}

/** Query sets and views of views lie in between. */
const DEEPEST = 100;

/** Lines of the project that are being run, the innermost first; through what was awaited as well. */
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

/** `polls/views.ts:12`: a path of the project from its root. */
export function placeText({ file, line }: Place, root: URL): string {
  const folder = fileURLToPath(root);
  return `${file.startsWith(folder) ? file.slice(folder.length) : file}:${line}`;
}

/** Explains entries of urlpatterns without a view. */
import type { Explanation } from "./explain.ts";
import { lineAt, pathOf, shownFile } from "./place.ts";
import { framesOfProject } from "./stack.ts";

export function explainUrlsMistake(error: Error, from: string): Explanation | undefined {
  if (!/\bmust be a function, or what include\(\) returns/.test(error.message)) return undefined;
  const [frame] = framesOfProject(error);
  const [, file = "", line = ""] = /((?:file:\/\/|\/).+?):(\d+):\d+\)?$/.exec(frame ?? "") ?? [];
  if (file === "") return undefined;
  const source = lineAt(file, Number(line));
  const name = /\b(?:path|rePath)\(.*?["'`/],?\s*([\w$]+(?:\.[\w$]+)+)/.exec(source)?.[1];
  const what =
    name === undefined
      ? "the view of this entry is undefined"
      : `${name} is not a view: its module exports no function of that name`;
  return {
    code: "MKWEB_VIEW_MISSING",
    message: `${shownFile(file, from)}, line ${line}: ${what}.`,
    lines: source.trim() === "" ? "" : source.trimEnd(),
    file: pathOf(file),
    hint: "A view is a function, or what include() returns. Compare the name with the functions in that module; `npx tsc` finds every such mistake.",
  };
}

import { relative } from "node:path";
import type { Output } from "../command/index.ts";
import { shellWords } from "./shell.ts";

/** The next commands for a folder, preceded by a `cd` to it. */
export function stepsIn(
  folder: string,
  next: readonly string[],
  { cwd }: { readonly cwd: string },
): readonly string[] {
  const way = relative(cwd, folder);
  return way === "" ? next : [shellWords(["cd", way]), ...next];
}

/** @param before A sentence on the same line, with a trailing space. */
export function sayNext(out: Output, steps: readonly string[], before = ""): void {
  out.note(`${before}Next:\n`);
  for (const step of steps) out.note(`    ${out.style.code(step)}`);
}

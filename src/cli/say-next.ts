import { relative } from "node:path";
import type { Output } from "../command/index.ts";
import { shellWords } from "./shell.ts";

/** What to type next in a folder, with the way there before it. */
export function stepsIn(
  folder: string,
  next: readonly string[],
  { cwd }: { readonly cwd: string },
): readonly string[] {
  const way = relative(cwd, folder);
  return way === "" ? next : [shellWords(["cd", way]), ...next];
}

/** @param before A sentence on the same line, with a space behind it. */
export function sayNext(out: Output, steps: readonly string[], before = ""): void {
  out.note(`${before}Next:\n`);
  for (const step of steps) out.note(`    ${out.style.code(step)}`);
}

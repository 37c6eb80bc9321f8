import { basename } from "node:path";
import type { Machine } from "./machine.ts";

/** Control characters, and those that reverse or hide the following text. */
// oxlint-disable-next-line no-control-regex
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Characters that some shell expands in a prompt: `$HOME`, `` `cmd` ``, `\w`, history's `!`. */
const EXPANDED = /[$`\\!]/g;

/**
 * The name of an environment.
 *
 * @param asked Value of `--prompt`; `.` means the name of the current folder.
 * @param recorded Its previous name.
 * @param directory Used if there is no other name.
 */
export function promptName(
  machine: Machine,
  asked: string | undefined,
  recorded: string | undefined,
  directory: string,
): string {
  const name = asked === "." ? basename(machine.cwd) : (asked ?? recorded ?? basename(directory));
  return name.replace(UNSEEN, "_");
}

/** The name for prompts, without anything a shell would expand or a terminal obey. */
export function shownName(name: string): string {
  return name.replace(UNSEEN, "_").replaceAll(EXPANDED, "_");
}

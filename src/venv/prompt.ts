import { basename } from "node:path";
import type { Machine } from "./machine.ts";

/** Control characters, and those that reverse or hide what follows them. */
// oxlint-disable-next-line no-control-regex
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** What some shell expands when it prints a prompt: `$HOME`, `` `cmd` ``, `\w`, history's `!`. */
const EXPANDED = /[$`\\!]/g;

/**
 * The name an environment goes by.
 *
 * @param asked `--prompt`; `.` stands for the name of the current directory.
 * @param recorded The name it had so far.
 * @param directory Names it when nothing else does.
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

/** The name as prompts show it: nothing in it that a shell would expand or a terminal obey. */
export function shownName(name: string): string {
  return name.replace(UNSEEN, "_").replaceAll(EXPANDED, "_");
}

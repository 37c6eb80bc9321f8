import { inspect } from "node:util";
import { MkwebError } from "../errors.ts";
import { usage, type HelpSubject } from "./help.ts";
import { createOutput, type Manner, type Terminal } from "./terminal.ts";

export interface ReportOptions {
  /** Show the stack of expected errors too. */
  readonly traceback: boolean;
  readonly color: Manner["color"];
  /** The command whose usage a usage mistake shows. */
  readonly subject?: HelpSubject | undefined;
}

/**
 * Says on stderr what went wrong. An {@link MkwebError} is explained in its own words; anything else
 * is a bug, ours or the project's, and shown whole with its stack and causes.
 *
 * @returns The exit status it stands for.
 */
export async function report(
  error: unknown,
  terminal: Terminal,
  { traceback, color, subject }: ReportOptions,
): Promise<1 | 2> {
  const out = await createOutput(terminal, { verbosity: 1, color });
  const { style } = out;
  if (!(error instanceof MkwebError)) {
    out.note(inspect(error, { colors: false }));
    return 1;
  }
  if (error.exitStatus === 2 && subject) out.note(usage(subject));
  if (traceback) out.note(inspect(error, { colors: false }));
  else if (error.exitStatus === 2) out.note(`${style.error("error:")} ${error.message}`);
  else out.note(`${style.error("error:")} ${error.message} ${style.dim(`[${error.code}]`)}`);
  if (error.hint !== undefined) out.note(`\n${style.code("hint:")} ${error.hint}`);
  return error.exitStatus;
}

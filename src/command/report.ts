import { inspect } from "node:util";
import { MkwebError } from "../errors.ts";
import { explainMistake, printable, withoutForeignFrames } from "../mistakes/index.ts";
import type { JsonDocument } from "./document.ts";
import { usage, type HelpSubject } from "./help.ts";
import { wrap } from "./wrap.ts";
import { createOutput, widthOf, type Manner, type Terminal } from "./terminal.ts";

export interface ReportOptions {
  /** Show the stack of expected errors too. */
  readonly traceback: boolean;
  readonly color: Manner["color"];
  /** The command whose usage to show for a usage mistake. */
  readonly subject?: HelpSubject | undefined;
  /** Receives an expected error, which is then not printed on stderr. */
  readonly document?: JsonDocument | undefined;
}

/**
 * Reports an error on stderr. An {@link MkwebError} brings its own explanation, and common mistakes in
 * project files are explained. Anything else is a bug: for a project's bug, shows the part of the stack in
 * project code; for ours, the whole stack.
 *
 * @returns The exit status.
 */
export async function report(
  error: unknown,
  terminal: Terminal,
  { traceback, color, subject, document }: ReportOptions,
): Promise<1 | 2> {
  if (document?.fail(withUsageHint(error, subject)) === true && !traceback) {
    if (error instanceof MkwebError) return error.exitStatus;
    if (explainMistake(error, terminal.cwd)) return 1;
  }
  const out = await createOutput(terminal, { verbosity: 1, color });
  const { style } = out;
  const say = (label: "error:" | "hint:", text: string, code = ""): void => {
    const painted = label === "error:" ? style.error(label) : style.code(label);
    const whole = wrap(`${label} ${printable(text)}${code}`, widthOf(terminal.stderr));
    const end = whole.length - code.trimStart().length;
    out.note(painted + whole.slice(label.length, end) + style.dim(whole.slice(end)));
  };
  const sayHint = (hint: string): void => {
    out.note("");
    say("hint:", hint);
  };

  if (!(error instanceof MkwebError)) {
    const mistake = explainMistake(error, terminal.cwd);
    if (traceback) out.note(printable(inspect(error, { colors: false })));
    else if (!mistake) out.note(printable(withoutForeignFrames(error)));
    if (!mistake) return 1;
    if (!traceback) say("error:", mistake.message, ` [${mistake.code}]`);
    if (mistake.lines !== "") out.note(`\n${printable(mistake.lines)}`);
    sayHint(mistake.hint);
    return 1;
  }
  if (error.exitStatus === 2 && subject) out.note(usage(subject));
  if (traceback) out.note(printable(inspect(error, { colors: false })));
  else say("error:", error.message, error.exitStatus === 2 ? "" : ` [${error.code}]`);
  if (error.hint !== undefined) sayHint(error.hint);
  return error.exitStatus;
}

/** Programs get a hint instead of usage lines. */
function withUsageHint(error: unknown, subject: HelpSubject | undefined): unknown {
  if (!(error instanceof MkwebError) || error.code !== "MKWEB_USAGE") return error;
  if (error.hint !== undefined || !subject) return error;
  const [name = "", ...program] = subject.call.split(" ").reverse();
  const hint = `Type '${program.reverse().join(" ")} help ${name}' for its options.`;
  const { exitStatus, files, cause } = error;
  return new MkwebError(error.code, error.message, { hint, exitStatus, files, cause });
}

import { inspect } from "node:util";
import { MkwebError } from "../errors.ts";
import { explainMistake, printable, withoutForeignFrames } from "../mistakes/index.ts";
import type { JsonDocument } from "./document.ts";
import { usage, type HelpSubject } from "./help.ts";
import { wrap } from "./wrap.ts";
import { createOutput, type Manner, type Terminal } from "./terminal.ts";

export interface ReportOptions {
  /** Show the stack of expected errors too. */
  readonly traceback: boolean;
  readonly color: Manner["color"];
  /** The command whose usage a usage mistake shows. */
  readonly subject?: HelpSubject | undefined;
  /** Takes what an expected error says, which stderr then does not repeat. */
  readonly document?: JsonDocument | undefined;
}

/**
 * Says on stderr what went wrong. An {@link MkwebError} is explained in its own words, and so are usual
 * mistakes in a project's files; anything else is a bug: the project's, shown with the part of its stack
 * that the project can change, or ours, shown whole.
 *
 * @returns The exit status it stands for.
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
    const whole = wrap(`${label} ${printable(text)}${code}`, widthOf(terminal));
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

/** Programs get no usage lines; they get the way to them. */
function withUsageHint(error: unknown, subject: HelpSubject | undefined): unknown {
  if (!(error instanceof MkwebError) || error.code !== "MKWEB_USAGE") return error;
  if (error.hint !== undefined || !subject) return error;
  const [name = "", ...program] = subject.call.split(" ").reverse();
  const hint = `Type '${program.reverse().join(" ")} help ${name}' for its options.`;
  const { exitStatus, files, cause } = error;
  return new MkwebError(error.code, error.message, { hint, exitStatus, files, cause });
}

/** Of the terminal that a person looks at, if one does. */
function widthOf({ stderr }: Terminal): number | undefined {
  return stderr.isTTY === true && stderr.columns !== undefined && stderr.columns >= 40
    ? stderr.columns
    : undefined;
}

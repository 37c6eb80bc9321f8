import { MkwebError } from "../errors.ts";
import type { CommandContext } from "./define.ts";
import { commandHelp, type HelpSubject } from "./help.ts";
import { listenForInterrupts } from "./interrupts.ts";
import { parseArguments, type ParsedValues } from "./parse.ts";
import { report } from "./report.ts";
import type { CommandLine } from "./run.ts";
import type { AnyCommand } from "./table.ts";
import { createOutput, type Manner, type Terminal } from "./terminal.ts";

/** Parses the words of one command, runs it, and turns how it ended into an exit status. */
export async function runCommand<Project>(
  line: CommandLine<Project>,
  terminal: Terminal,
  name: string,
  subject: HelpSubject,
  argv: readonly string[],
): Promise<number> {
  const wanted = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const answer = wanted.some((word) => word === "--help" || word === "-h")
    ? commandHelp(subject)
    : wanted.includes("--version") && line.version;
  if (answer !== false) {
    terminal.stdout.write(`${answer}\n`);
    return 0;
  }

  const interrupts = listenForInterrupts();
  const { command, common } = subject;
  let color: Manner["color"];
  try {
    const options = { ...command.options, ...common };
    const values = parseArguments(argv, command.arguments ?? {}, options);
    color = colorChoice(values);
    const context = await contextOf(line.program, terminal, values, color, interrupts.signal);
    const { settings, skipChecks } = values;
    const project = await line.project?.({
      name,
      command,
      settings: typeof settings === "string" ? settings : undefined,
      skipChecks: skipChecks === true,
      context,
    });
    await invoke(command, values, { ...context, project });
    return 0;
  } catch (error) {
    const expected = interrupts.status === undefined || error instanceof MkwebError;
    const traceback = wanted.includes("--traceback");
    const status = expected ? await report(error, terminal, { traceback, color, subject }) : 1;
    return interrupts.status ?? status;
  } finally {
    interrupts.stop();
  }
}

function colorChoice({ noColor, forceColor }: ParsedValues): Manner["color"] {
  if (noColor && forceColor) {
    throw new MkwebError(
      "MKWEB_USAGE",
      "The --no-color and --force-color options can't be used together.",
    );
  }
  if (noColor) return false;
  return forceColor ? true : undefined;
}

async function contextOf(
  program: string,
  terminal: Terminal,
  { verbosity: level }: ParsedValues,
  color: Manner["color"],
  signal: AbortSignal,
): Promise<CommandContext<undefined>> {
  const verbosity = level === 0 || level === 2 || level === 3 ? level : 1;
  return {
    out: await createOutput(terminal, { verbosity, color }),
    signal,
    cwd: terminal.cwd,
    env: terminal.env,
    program,
    verbosity,
    get interactive() {
      return terminal.interactive;
    },
    project: undefined,
  };
}

/** The one place that takes a command's values on trust: its own definition parsed them. */
function invoke(
  command: AnyCommand,
  values: ParsedValues,
  context: CommandContext,
): Promise<void> | void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return command.run(values as never, context as never);
}

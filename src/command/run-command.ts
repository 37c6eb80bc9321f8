import { MkwebError } from "../errors.ts";
import type { CommandContext } from "./define.ts";
import { describeCommand } from "./describe.ts";
import type { Facts, JsonDocument } from "./document.ts";
import { commandHelp, type HelpSubject } from "./help.ts";
import { listenForInterrupts } from "./interrupts.ts";
import { parseArguments, type ParsedValues } from "./parse.ts";
import { report } from "./report.ts";
import type { CommandLine } from "./run.ts";
import type { AnyCommand } from "./table.ts";
import { createOutput, type Manner, type Terminal } from "./terminal.ts";

/** One command about to run. */
export interface Call {
  readonly terminal: Terminal;
  /** The document for `--json`. */
  readonly document: JsonDocument | undefined;
  readonly name: string;
  readonly subject: HelpSubject;
}

/** Parses the words of one command, runs it, and converts the outcome to an exit status. */
export async function runCommand<Project>(
  line: CommandLine<Project>,
  { terminal, document: asked, name, subject }: Call,
  argv: readonly string[],
): Promise<number> {
  const { command, common } = subject;
  const wanted = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const answer = answerOnly(line, subject, wanted);
  if (answer) {
    asked?.add(answer.facts);
    if (asked) asked.succeed();
    else terminal.stdout.write(`${answer.text}\n`);
    return 0;
  }
  const document = hasJsonOfItsOwn(command) ? undefined : asked;
  if (!document) asked?.leave();

  const interrupts = listenForInterrupts();
  let color: Manner["color"];
  try {
    const options = { ...command.options, ...common };
    const values = parseArguments(argv, command.arguments ?? {}, options);
    color = colorChoice(values);
    const world = { program: line.program, terminal, document, signal: interrupts.signal };
    const context = await contextOf(world, values, color);
    const { settings, skipChecks } = values;
    const project = await line.project?.({
      name,
      command,
      settings: typeof settings === "string" ? settings : undefined,
      skipChecks: skipChecks === true,
      context,
    });
    try {
      await invoke(command, values, { ...context, project });
    } finally {
      context.out.status("");
    }
    document?.succeed();
    return 0;
  } catch (error) {
    const expected = interrupts.status === undefined || error instanceof MkwebError;
    const traceback = wanted.includes("--traceback");
    if (!expected) document?.stop();
    const options = { traceback, color, subject, document };
    const status = expected ? await report(error, terminal, options) : 1;
    return interrupts.status ?? status;
  } finally {
    interrupts.stop();
  }
}

interface Answer {
  readonly text: string;
  /** For `--json`. */
  readonly facts: Facts;
}

/** The answer to `--help` or `--version`; with either of them the command does not run. */
function answerOnly(
  { version }: CommandLine<unknown>,
  subject: HelpSubject,
  wanted: readonly string[],
): Answer | undefined {
  const asksHelp = wanted.includes("--help") || wanted.includes("-h");
  const asksVersion = wanted.includes("--version");
  if (!asksHelp && !asksVersion) return undefined;
  return {
    text: asksHelp ? commandHelp(subject) : version,
    facts: asksVersion ? { version } : describeCommand(subject),
  };
}

/** An option of that name has the meaning its command defines. */
function hasJsonOfItsOwn({ options = {} }: AnyCommand): boolean {
  return Object.hasOwn(options, "json");
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

interface World extends Pick<Call, "terminal" | "document"> {
  readonly program: string;
  readonly signal: AbortSignal;
}

async function contextOf(
  { program, terminal, document, signal }: World,
  { verbosity: level }: ParsedValues,
  color: Manner["color"],
): Promise<CommandContext<undefined>> {
  const verbosity = level === 0 || level === 2 || level === 3 ? level : 1;
  return {
    out: await createOutput(terminal, { verbosity, color }, document),
    signal,
    cwd: terminal.cwd,
    env: terminal.env,
    program,
    verbosity,
    get interactive() {
      return document === undefined && terminal.interactive;
    },
    json: document !== undefined,
    project: undefined,
  };
}

/** The one place that trusts a command's values: its own definition parsed them. */
function invoke(
  command: AnyCommand,
  values: ParsedValues,
  context: CommandContext,
): Promise<void> | void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return command.run(values as never, context as never);
}

import { MkwebError } from "../errors.ts";
import { didYouMean } from "../mistakes/index.ts";
import { complete, type CompletionSource } from "./complete.ts";
import { allCommonOptions } from "./common-options.ts";
import type { CommandContext } from "./define.ts";
import { describeCommand, describeCommands } from "./describe.ts";
import { asksForJson, JsonDocument } from "./document.ts";
import { commandHelp, mainHelp, type HelpSubject } from "./help.ts";
import { runCommand } from "./run-command.ts";
import { report } from "./report.ts";
import {
  commandNames,
  findCommand,
  isOfProject,
  type AnyCommand,
  type CommandTable,
} from "./table.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** A command line: the typed words and the available commands. */
export interface CommandLine<Project> {
  /** Words after the program's name; the first is the command. */
  readonly argv: readonly string[];
  /** How the user calls the program, for messages: `mkweb` or `node manage`. */
  readonly program: string;
  /** Output of `--version`. */
  readonly version: string;
  /** The commands. Called once; not at all for `--version`. */
  readonly commands: () => Promise<CommandTable> | CommandTable;
  /**
   * Makes `context.project` for the chosen command, once its arguments are valid. If set, the command line
   * belongs to a project and also takes `--settings` and `--skip-checks`.
   */
  readonly project?: (request: ProjectRequest) => Promise<Project> | Project;
  /** Default: this process's terminal. */
  readonly terminal?: Terminal;
}

/** The command about to run, and its options. */
export interface ProjectRequest {
  readonly name: string;
  readonly command: AnyCommand;
  /** Value of `--settings`. */
  readonly settings: string | undefined;
  /** Whether `--skip-checks` was given. */
  readonly skipChecks: boolean;
  readonly context: CommandContext<undefined>;
}

/**
 * Runs the typed command and prints its output.
 *
 * @returns The exit status: 0 done, 1 refused or failed, 2 wrong usage, 128 + n ended by signal n. Never
 *   rejects, and never ends the process.
 */
export async function runCommandLine<Project>(line: CommandLine<Project>): Promise<number> {
  const terminal = line.terminal ?? processTerminal();
  const [name = "help", ...rest] = line.argv;
  const document = asksForJson(line.argv)
    ? new JsonDocument(calledName(name), terminal)
    : undefined;
  const print = (text: string): 0 => {
    if (document) document.succeed();
    else terminal.stdout.write(`${text}\n`);
    return 0;
  };
  try {
    if (name === "--version" || name === "version") {
      document?.add({ version: line.version });
      return print(line.version);
    }
    const table = await line.commands();
    if (terminal.env["MKWEB_AUTO_COMPLETE"] !== undefined) {
      const { candidates } = await complete(wordsOf(terminal.env), sourceOf(table, line));
      return print(candidates.map(({ value }) => value).join(" "));
    }
    const subject = (name: string): Promise<HelpSubject> => subjectOf(name, table, line, terminal);
    if (asksForHelp(line.argv)) {
      const topic = rest.find((word) => !word.startsWith("-"));
      if (topic === undefined) {
        if (document) document.add(await describeCommands(line, table));
        const bare = rest.includes("--commands");
        return print(bare ? commandNames(table).join("\n") : mainHelp(line, table));
      }
      const about = await subject(topic);
      document?.add(describeCommand(about));
      return print(commandHelp(about));
    }
    return await runCommand(line, { terminal, document, name, subject: await subject(name) }, rest);
  } catch (error) {
    const traceback = rest.includes("--traceback");
    return report(error, terminal, { traceback, color: undefined, document });
  }
}

/** Maps flags such as `--help` to the command that answers them. */
function calledName(name: string): string {
  return { "-h": "help", "--help": "help", "--version": "version" }[name] ?? name;
}

/** Whether the words only ask for help. */
export function asksForHelp([name = "help"]: readonly string[]): boolean {
  return name === "help" || name === "--help" || name === "-h";
}

/** As in Django's completion: COMP_WORDS is the line, COMP_CWORD the index of the word under the cursor. */
function wordsOf(env: Terminal["env"]): readonly string[] {
  const words = (env["COMP_WORDS"] ?? "").split(/\s+/);
  const position = Number(env["COMP_CWORD"] ?? "1");
  return [...words.slice(1, position), words[position] ?? ""];
}

/** Descriptions of the commands, without the project. */
function sourceOf(table: CommandTable, line: CommandLine<unknown>): CompletionSource {
  return {
    commands: commandNames(table),
    command: async (name) => (await findCommand(table, name)?.())?.default,
    ofProject: (name) => line.project !== undefined || isOfProject(table, name),
    words: () => [],
  };
}

async function subjectOf(
  name: string,
  table: CommandTable,
  line: CommandLine<unknown>,
  terminal: Terminal,
): Promise<HelpSubject> {
  const command = await loadCommand(line.program, table, name);
  return {
    call: `${line.program} ${name}`,
    command,
    common: allCommonOptions(line.project !== undefined || isOfProject(table, name), command),
    width: Math.min(Math.max(terminal.stdout.columns ?? 80, 40), 100) - 2,
  };
}

async function loadCommand(
  program: string,
  table: CommandTable,
  name: string,
): Promise<AnyCommand> {
  const loader = findCommand(table, name);
  if (loader) return (await loader()).default;
  const suggestion = didYouMean(name, commandNames(table), (meant) => meant);
  const remark = table.unknownRemark === undefined ? "" : `${table.unknownRemark}\n`;
  const hint = suggestion === "" ? await table.unknownHint?.(name) : undefined;
  throw new MkwebError(
    "MKWEB_UNKNOWN_COMMAND",
    `${remark}Unknown command: '${name}'${suggestion && `.${suggestion}`}`,
    { hint: hint ?? `Type '${program} help' for usage.` },
  );
}

import { join } from "node:path";
import {
  asksForHelp,
  passOn,
  processTerminal,
  runCommandLine,
  type CommandGroup,
  type Terminal,
} from "../command/index.ts";
import { commands } from "./commands/index.ts";
import { nearestProject } from "./project.ts";
import { putRight } from "./put-right.ts";

/**
 * Runs the global command line, or hands over to the mkweb of the current project. First finishes or reverts
 * what a killed mkweb left behind.
 *
 * @param argv The words after `mkweb`.
 * @param terminal Default: this process's terminal.
 * @returns The exit status.
 */
export async function run(
  argv: readonly string[],
  version: string,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  if (argv[0] === "completion" && argv[1] === "--") return completeLine(argv.slice(2), terminal);
  const project = await projectFor(argv, terminal);
  if (typeof project === "string") return runThere(project, argv, terminal);
  return runCommandLine({
    argv,
    program: "mkweb",
    version,
    terminal,
    async commands() {
      if (project) throw project;
      const say = (line: string): void => void terminal.stderr.write(`${line}\n`);
      if (!asksForHelp(argv)) await putRight(say, terminal.cwd);
      const groups = [{ name: "mkweb", commands }, ...(await projectGroups(argv, terminal))];
      const unknownHint = async (name: string): Promise<string | undefined> => {
        if (groups.length > 1) return "Type `mkweb help` for the commands here.";
        const { projectHint } = await import("./project-hint.ts");
        return projectHint(name, argv);
      };
      return { groups, unknownHint };
    },
  });
}

/** The project that runs the command, or the reason for refusing it. */
async function projectFor(
  argv: readonly string[],
  terminal: Terminal,
): Promise<string | Error | undefined> {
  try {
    if (projectOf(terminal) === undefined) return undefined;
    const { projectToRun } = await import("./hand-over.ts");
    const { cwd, env } = terminal;
    return projectToRun({ argv, cwd, env, own: Object.keys(commands) });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Says what is about to run, because it is the project's code. */
async function runThere(
  root: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { shellWords } = await import("./shell.ts");
  terminal.stderr.write(`Running \`node manage ${shellWords(argv)}\` of the project in ${root}\n`);
  return passOn(process.execPath, join(root, "manage.js"), argv);
}

/** Inside a project, lists its commands for help and suggestions; they are not run from here. */
async function projectGroups(
  argv: readonly string[],
  terminal: Terminal,
): Promise<readonly CommandGroup[]> {
  const [name = "help"] = argv;
  const root = Object.hasOwn(commands, name) ? undefined : projectOf(terminal);
  if (root === undefined) return [];
  const { projectCommands } = await import("./project-commands.ts");
  const found = projectCommands(root, terminal.env);
  return [{ name: "project", commands: found, ofProject: true }];
}

/** `undefined` in a deleted folder: help still works there. */
function projectOf(terminal: Terminal): string | undefined {
  try {
    return nearestProject(terminal.cwd);
  } catch {
    return undefined;
  }
}

/** Completion never finishes, reverts or writes anything. */
async function completeLine(
  words: readonly string[],
  { stdout, cwd, env }: Terminal,
): Promise<number> {
  const { answer } = await import("./completion/answer.ts");
  stdout.write(await answer({ words, cwd, env, commands }));
  return 0;
}

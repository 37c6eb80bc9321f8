import { asksForHelp, processTerminal, runCommandLine, type Terminal } from "../command/index.ts";
import { putRight } from "./put-right.ts";
import { commands } from "./commands/index.ts";

/**
 * Runs the global command line. First it finishes or takes back what an earlier mkweb was killed at.
 *
 * @param argv What was typed after `mkweb`.
 * @param terminal Default: this process's own.
 * @returns The exit status.
 */
export function run(
  argv: readonly string[],
  version: string,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  if (argv[0] === "completion" && argv[1] === "--") return completeLine(argv.slice(2), terminal);
  return runCommandLine({
    argv,
    program: "mkweb",
    version,
    terminal,
    async commands() {
      const say = (line: string): void => void terminal.stderr.write(`${line}\n`);
      if (!asksForHelp(argv)) await putRight(say, terminal.cwd);
      const unknownHint = async (name: string): Promise<string | undefined> => {
        const { projectHint } = await import("./project-hint.ts");
        return projectHint(name, argv, terminal.cwd);
      };
      return { groups: [{ name: "mkweb", commands }], unknownHint };
    },
  });
}

/** At a TAB nothing is finished, taken back or written. */
async function completeLine(
  words: readonly string[],
  { stdout, cwd, env }: Terminal,
): Promise<number> {
  const { answer } = await import("./completion/answer.ts");
  stdout.write(await answer({ words, cwd, env, commands }));
  return 0;
}

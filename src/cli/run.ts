import { runCommandLine, type Terminal } from "../command/index.ts";
import { commands } from "./commands/index.ts";

/**
 * Runs the global command line.
 *
 * @param argv What was typed after `mkweb`.
 * @param terminal Default: this process's own.
 * @returns The exit status.
 */
export function run(
  argv: readonly string[],
  version: string,
  terminal?: Terminal,
): Promise<number> {
  return runCommandLine({
    argv,
    program: "mkweb",
    version,
    commands: () => ({ groups: [{ name: "mkweb", commands }] }),
    ...(terminal && { terminal }),
  });
}

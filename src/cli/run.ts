import { runCommandLine } from "../command/index.ts";
import { commands } from "./commands/index.ts";

/**
 * Runs the global command line.
 *
 * @param argv What was typed after `mkweb`.
 * @returns The exit status.
 */
export function run(argv: readonly string[], version: string): Promise<number> {
  return runCommandLine({
    argv,
    program: "mkweb",
    version,
    commands: () => ({ groups: [{ name: "mkweb", commands }] }),
  });
}

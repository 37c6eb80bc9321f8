import { runProgram, type CommandContext } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import type { PackageManager } from "./package-manager.ts";

const extraArguments: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ["--no-audit", "--no-fund"],
  pnpm: [],
  yarn: [],
  bun: [],
};

/**
 * Installs the dependencies of a new project; what the package manager prints is shown as it comes.
 *
 * @throws {MkwebError} `MKWEB_INSTALL_FAILED`: the project itself is complete.
 */
export async function installDependencies(
  folder: string,
  manager: PackageManager,
  { out, signal, env, verbosity }: CommandContext,
): Promise<void> {
  out.note(`Installing with ${manager}...`);
  const args = ["install", ...extraArguments[manager]];
  const visible = verbosity > 0;
  const run = await runProgram(manager, args, { cwd: folder, signal, env, visible });
  if (run.ok) return;
  const why = run.found ? `${manager} install failed` : `${manager} is not installed`;
  const output = run.all === "" ? "" : `:\n${run.all}`;
  throw new MkwebError(
    "MKWEB_INSTALL_FAILED",
    `The project in ${folder} is complete, but its dependencies are not installed: ${why}${output}.`,
    { hint: `Run \`${manager} install\` in that folder once the cause is removed.` },
  );
}

import { runProgram, type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { plugsInPackages, type PackageManager } from "../package-manager.ts";
import { pnpmWorkspace, steeredBy } from "./steering.ts";

export interface InstallRequest {
  readonly folder: string;
  readonly manager: PackageManager;
  /** The project's files that mkweb wrote, relative to its folder. */
  readonly written: ReadonlySet<string>;
}

/**
 * Installs the dependencies of a new project and shows the package manager's output. Installs all of them,
 * for this project alone, whatever the user's settings exclude and whatever workspace is above. Runs no
 * install scripts, as a project needs none.
 *
 * @throws {MkwebError} `MKWEB_INSTALL_FAILED`, `MKWEB_INTERRUPTED`: the project itself is complete.
 */
export async function installDependencies(
  { folder, manager, written }: InstallRequest,
  { out, signal, env, verbosity }: CommandContext,
): Promise<void> {
  const steering = steeredBy(folder, manager, written);
  if (steering !== undefined) throw steered(folder, manager, steering);
  const workspace = manager === "pnpm" ? pnpmWorkspace(folder) : undefined;
  if (workspace !== undefined) {
    out.note(
      `This folder is inside the pnpm workspace of ${workspace}; the project is installed separately. To run pnpm here yourself, add \`--ignore-workspace\` or list the folder in pnpm-workspace.yaml.`,
    );
  }
  out.note(`Installing with ${manager}...`);
  const args = ["install", ...extraArguments(manager, env)];
  const visible = verbosity > 0;
  const run = await runProgram(manager, args, {
    cwd: folder,
    signal,
    env: { ...env, NODE_ENV: undefined, YARN_IGNORE_PATH: "1" },
    visible,
    interrupted: `The project in ${folder} is complete, but its dependencies are not. Run \`${manager} install\` in that folder to go on.`,
  });
  if (run.ok) return;
  const why = run.found ? `${manager} install failed` : `${manager} is not installed`;
  const output = run.all === "" ? "" : `:\n${run.all}`;
  throw notInstalled(
    folder,
    `${why}${output}`,
    `Run \`${manager} install\` in that folder once the cause is fixed.`,
  );
}

/** Restricts a package manager to this folder, with all of its packages and without their scripts. */
export function extraArguments(
  manager: PackageManager,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const modernYarn = plugsInPackages(manager, env);
  return {
    npm: [
      "--no-audit",
      "--no-fund",
      "--no-update-notifier",
      "--ignore-scripts",
      "--no-workspaces",
      "--no-engine-strict",
      "--include=dev",
      "--include=optional",
    ],
    pnpm: ["--ignore-workspace", "--ignore-scripts", "--ignore-pnpmfile", "--prod=false"],
    yarn: modernYarn ? ["--mode=skip-build"] : ["--ignore-scripts", "--production=false"],
    bun: ["--ignore-scripts"],
  }[manager];
}

function steered(folder: string, manager: PackageManager, file: string): MkwebError {
  return notInstalled(
    folder,
    `${file} already existed, ${manager} would obey it, and mkweb cannot tell whether you trust it`,
    `Check that file, then run \`${manager} install\` in the project's folder yourself.`,
  );
}

function notInstalled(folder: string, why: string, hint: string): MkwebError {
  return new MkwebError(
    "MKWEB_INSTALL_FAILED",
    `The project in ${folder} is complete, but its dependencies are not installed: ${why}.`,
    { hint },
  );
}

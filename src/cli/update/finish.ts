import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProgram, type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { extraArguments } from "../startproject/install.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import type { PlannedUpdate } from "./plan-update.ts";

export interface FinishRequest {
  readonly root: string;
  readonly planned: PlannedUpdate;
  /** Whether changed packages may be installed. */
  readonly mayInstall: boolean;
}

/**
 * Installs changed packages, if the project has its own, and prints the next steps.
 *
 * @throws {MkwebError} `MKWEB_INSTALL_FAILED`, `MKWEB_INTERRUPTED`: the update itself is complete.
 */
export async function finish(
  { root, planned, mayInstall }: FinishRequest,
  context: CommandContext,
): Promise<void> {
  const { out } = context;
  const { manager, needsInstall } = planned;
  const installs = needsInstall && mayInstall && existsSync(join(root, "node_modules"));
  if (installs) await install(root, planned, context);
  const left = needsInstall && !installs ? [`${manager} install`] : [];
  const steps = stepsIn(root, [...left, "node manage migrate"], context);
  sayNext(out, steps, `${out.style.success("Updated")} to mkweb ${planned.to}. `);
  out.note("\nTo revert the update: mkweb undo");
}

async function install(
  root: string,
  { manager }: PlannedUpdate,
  { out, signal, env, verbosity }: CommandContext,
): Promise<void> {
  out.note(`Installing with ${manager}...`);
  const next = `Run \`${manager} install\` in ${root}.`;
  const run = await runProgram(manager, ["install", ...extraArguments(manager, env)], {
    cwd: root,
    signal,
    env: { ...env, NODE_ENV: undefined, YARN_IGNORE_PATH: "1" },
    visible: verbosity > 0,
    interrupted: `The project is updated, but its dependencies are not. ${next}`,
  });
  if (run.ok) return;
  const why = run.found ? `${manager} install failed` : `${manager} is not installed`;
  throw new MkwebError(
    "MKWEB_INSTALL_FAILED",
    `The project is updated, but its dependencies are not installed: ${why}.`,
    { hint: next },
  );
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../command/index.ts";
import { missingPackages, nodeFor } from "../startproject/try-out.ts";
import { conflictsIn } from "./conflicts.ts";
import type { PlannedUpdate } from "./plan-update.ts";

export interface TrialRequest {
  readonly root: string;
  readonly planned: PlannedUpdate;
  /** Whether this user made the project here, or ran it. */
  readonly trusted: boolean;
  readonly noInstall: boolean;
}

/**
 * Tries an update on a copy where that can be done, and where it runs nothing that the user did not make or
 * run before.
 *
 * @returns What was seen, or why it was not tried; one line.
 * @throws {MkwebError} `MKWEB_UPDATE_FAILED`, `MKWEB_INTERRUPTED`: the project is untouched.
 */
export async function trial(request: TrialRequest, context: CommandContext): Promise<string> {
  const { root, planned } = request;
  const why = obstacle(request);
  const node = nodeFor(root);
  if (why !== undefined) return `Not tried out: ${why}.`;
  if (node === undefined) return "Not tried out: this Node is too old to run projects.";
  const { plan, manager, needsInstall } = planned;
  const { tryCopy } = await import("./try-copy.ts");
  return tryCopy({ root, plan, node, manager, needsInstall }, context);
}

function obstacle({ root, planned, trusted, noInstall }: TrialRequest): string | undefined {
  if (conflictsIn(planned.files).length > 0) return "with conflicts it cannot run";
  if (!trusted) return "this project was not made here. `node manage check` tries it";
  if (planned.needsInstall && noInstall) return "its packages change, and are not installed";
  if (!existsSync(join(root, "node_modules"))) return "its packages are not installed";
  const [missing] = missingPackages(root, true);
  return missing === undefined ? undefined : `${missing} is not installed in the project`;
}

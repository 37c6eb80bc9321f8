import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../command/index.ts";
import { missingPackages, nodeFor } from "../startproject/try-out.ts";
import { conflictsIn } from "./conflicts.ts";
import type { PlannedUpdate } from "./plan-update.ts";

export interface TrialRequest {
  readonly root: string;
  readonly planned: PlannedUpdate;
  /** Whether this user made or ran the project here. */
  readonly trusted: boolean;
  readonly noInstall: boolean;
}

/**
 * Tries an update on a copy, if possible and if it runs only code that the user wrote or ran before.
 *
 * @returns One line: the result, or why it was not tried.
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
  if (conflictsIn(planned.files).length > 0) return "it cannot run with conflicts";
  if (!trusted) return "this project was not made here. `node manage check` tries it";
  if (planned.needsInstall && noInstall) return "its changed packages are not installed";
  if (!existsSync(join(root, "node_modules"))) return "its packages are not installed";
  const [missing] = missingPackages(root, true);
  return missing === undefined ? undefined : `${missing} is not installed in the project`;
}

import type { CommandContext } from "../../command/index.ts";
import { isNewEnough } from "../../platform/index.ts";
import { userNode } from "../package-manager.ts";

/**
 * Reports the active environment and, if Node is too old for projects, how to get one with a newer Node.
 *
 * @param runningNode The version of the Node that runs us.
 * @param bringsNode Whether the project includes a newer Node.
 */
export async function sayEnvironment(
  { out, env }: CommandContext,
  runningNode: string,
  bringsNode = false,
): Promise<void> {
  const active =
    env["MKWEB_VENV"] === undefined
      ? undefined
      : (await import("../../venv/index.ts")).activeVenv(env);
  if (active !== undefined) out.note(`Environment: ${active.prompt} (${active.directory})`);
  const node = userNode(env, runningNode);
  if (isNewEnough(node)) return;
  const cure = active ? `--upgrade --node 24 ${active.directory}` : "--node 24 dj-env";
  const own = bringsNode ? ", so the project includes a newer Node" : "";
  out.note(`Node ${node} is too old to run projects${own}; for a newer one: mkweb venv ${cure}`);
}

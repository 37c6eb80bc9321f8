import type { Project } from "../conf/index.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Refuses to run a command that changes tables while the models have mistakes.
 *
 * @throws {MkwebError} `MKWEB_CHECKS_FAILED` with all of them.
 */
export async function refuseMistakes(project: Project): Promise<void> {
  await runChecks(project, { tags: ["models"] });
}

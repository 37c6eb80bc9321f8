import type { Project } from "../conf/index.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Keeps a command that changes tables from working with models that have mistakes.
 *
 * @throws {MkwebError} `MKWEB_CHECKS_FAILED` with all of them.
 */
export async function refuseMistakes(project: Project): Promise<void> {
  await runChecks(project, { tags: ["models"] });
}

import type { Project } from "../conf/index.ts";
import type { AppCommands } from "./discover.ts";
import { preparedCommands } from "./prepared-commands.ts";

/** The apps' commands, each with the project's models set up; the first query opens their databases. */
export function withModels(
  groups: readonly AppCommands[],
  project: Project,
): readonly AppCommands[] {
  return preparedCommands(groups, async () => {
    const settings = await project.settings();
    if (!settings.DATABASES["default"]) return;
    const { setup } = await import("../models/index.ts");
    await setup(settings, await project.apps());
  });
}

import type { Project } from "../conf/index.ts";
import type { AppCommands } from "./discover.ts";
import { preparedCommands } from "./prepared-commands.ts";

/** The apps' commands, each with the project's URLs set up, for `reverse()`. */
export function withUrls(groups: readonly AppCommands[], project: Project): readonly AppCommands[] {
  return preparedCommands(groups, async () => {
    const { activateUrlconf } = await import("../urls/index.ts");
    await activateUrlconf(await project.settings());
  });
}

import type { CommandLoader } from "../command/index.ts";
import type { Project } from "../conf/index.ts";
import type { AppCommands } from "./discover.ts";

/** The apps' commands, each with the project's URLs at hand, for `reverse()`. Our own apps' ask for no address. */
export function withUrls(groups: readonly AppCommands[], project: Project): readonly AppCommands[] {
  return groups.map((group) => {
    if (group.app.startsWith("mkweb/")) return group;
    const commands = Object.entries(group.commands).map(
      ([name, load]) => [name, prepared(load, project)] as const,
    );
    return { ...group, commands: Object.fromEntries(commands) };
  });
}

function prepared(load: CommandLoader, project: Project): CommandLoader {
  return async () => {
    const { activateUrlconf } = await import("../urls/index.ts");
    await activateUrlconf(await project.settings());
    return load();
  };
}

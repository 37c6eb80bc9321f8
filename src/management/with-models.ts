import type { CommandGroup, CommandLoader } from "../command/index.ts";
import type { Project } from "../conf/index.ts";
import type { AppCommands } from "./discover.ts";

/**
 * The apps' commands, each with the project's models at hand; their databases are opened by the first query.
 * Our own apps' commands set up what they need themselves.
 */
export function withModels(
  groups: readonly AppCommands[],
  project: Project,
): readonly CommandGroup[] {
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
    const settings = await project.settings();
    if (settings.DATABASES["default"]) {
      const { setup } = await import("../models/index.ts");
      await setup(settings, await project.apps());
    }
    return load();
  };
}

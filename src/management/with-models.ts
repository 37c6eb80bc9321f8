import { explainMissingLibraries } from "../connections/index.ts";
import type { CommandGroup, CommandLoader } from "../command/index.ts";
import type { Project } from "../conf/index.ts";
import type { AppCommands } from "./discover.ts";

/**
 * The apps' commands, each with the project's models at hand: they are opened by the first query. Our
 * own apps' commands use none, and need not wait for the libraries behind them.
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
      const { openModels, provideModels } = await import("../db/index.ts").catch(
        explainMissingLibraries,
      );
      provideModels(async () => openModels(settings, await project.apps()));
    }
    return load();
  };
}

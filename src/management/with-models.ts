import { explainMissingLibraries } from "../connections/index.ts";
import type { CommandGroup, CommandLoader } from "../command/index.ts";
import type { Project } from "../conf/index.ts";

/** The apps' commands, each with the project's models at hand: they are opened by the first query. */
export function withModels(
  groups: readonly CommandGroup[],
  project: Project,
): readonly CommandGroup[] {
  return groups.map((group) => ({
    ...group,
    commands: Object.fromEntries(
      Object.entries(group.commands).map(([name, load]) => [name, prepared(load, project)]),
    ),
  }));
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

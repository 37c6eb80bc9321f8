import type { CommandGroup, CommandLoader } from "../command/index.ts";
import { findApps, type Settings } from "../conf/index.ts";
import { namesIn } from "../platform/index.ts";

/** A module with a command: neither a declaration file nor private. */
const commandFile = /^([^_.][^.]*)\.(?:ts|js)$/;

/** The commands of one installed app. */
export interface AppCommands extends CommandGroup {
  /** As in INSTALLED_APPS. */
  readonly app: string;
}

/**
 * Finds the commands in `management/commands/` of each installed app, in the order of INSTALLED_APPS. Reads
 * only file names; a module is imported when its command is called.
 *
 * @throws {ImproperlyConfigured} An entry of INSTALLED_APPS does not exist.
 */
export function discoverCommands(
  settings: Pick<Settings, "INSTALLED_APPS" | "BASE_DIR">,
): readonly AppCommands[] {
  const groups = findApps(settings).map(({ name, root }) => ({
    app: name,
    name: name.split("/").at(-1) ?? name,
    commands: commandsIn(new URL("management/commands/", root)),
  }));
  return groups.filter(({ commands }) => Object.keys(commands).length > 0);
}

function commandsIn(folder: URL): Readonly<Record<string, CommandLoader>> {
  return Object.fromEntries(
    namesIn(folder).flatMap((file) => {
      const name = commandFile.exec(file)?.[1];
      const load: CommandLoader = () => import(new URL(file, folder).href);
      return name === undefined ? [] : [[name, load]];
    }),
  );
}

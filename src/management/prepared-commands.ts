import type { CommandLoader } from "../command/index.ts";
import type { AppCommands } from "./discover.ts";

/**
 * The apps' commands, each with a step to run before it is loaded. Commands of mkweb's own apps prepare
 * themselves.
 */
export function preparedCommands(
  groups: readonly AppCommands[],
  prepare: () => Promise<void>,
): readonly AppCommands[] {
  const prepared =
    (load: CommandLoader): CommandLoader =>
    async () => {
      await prepare();
      return load();
    };
  return groups.map((group) => {
    if (group.app.startsWith("mkweb/")) return group;
    const commands = Object.entries(group.commands).map(
      ([name, load]) => [name, prepared(load)] as const,
    );
    return { ...group, commands: Object.fromEntries(commands) };
  });
}

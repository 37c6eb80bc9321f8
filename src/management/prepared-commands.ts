import type { CommandLoader } from "../command/index.ts";
import type { AppCommands } from "./discover.ts";

/** The apps' commands, each with something done before it is loaded. Our own apps' do what they need themselves. */
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

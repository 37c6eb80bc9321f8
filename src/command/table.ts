import type { CommandDefinition } from "./define.ts";

/**
 * Any command, whatever its arguments, options and project. `never` is what makes every
 * {@link CommandDefinition} assignable here: the runner alone knows that the values fit.
 */
export interface AnyCommand extends Omit<CommandDefinition, "run"> {
  run(values: never, context: never): Promise<void> | void;
}

/** Imports a command's module; called for the chosen command only. */
export type CommandLoader = () => Promise<{ readonly default: AnyCommand }>;

/** Commands of one origin, shown under `[name]` in help. */
export interface CommandGroup {
  readonly name: string;
  /** Whether its commands take what commands of projects take, whatever the command line. */
  readonly ofProject?: boolean;
  readonly commands: Readonly<Record<string, CommandLoader>>;
}

/** Every command there is. */
export interface CommandTable {
  /** In order of precedence: where two groups hold one name, the first one's command runs. */
  readonly groups: readonly CommandGroup[];
  /** Said at the end of help, for example that only some commands could be listed. */
  readonly remark?: string | undefined;
  /** Said first when a command is unknown, for example that no settings were found. */
  readonly unknownRemark?: string | undefined;
  /** What to type instead of a command that is unknown and like none; default: to see the help. */
  readonly unknownHint?: (name: string) => Promise<string | undefined>;
}

/** The loader of a command, or `undefined`. */
export function findCommand(table: CommandTable, name: string): CommandLoader | undefined {
  return table.groups.find(({ commands }) => Object.hasOwn(commands, name))?.commands[name];
}

/** All names, sorted, each once. */
export function commandNames({ groups }: CommandTable): readonly string[] {
  return [...new Set(groups.flatMap(({ commands }) => Object.keys(commands)))].sort();
}

/** Whether a command of this name comes from a group of a project's. */
export function isOfProject({ groups }: CommandTable, name: string): boolean {
  return groups.find(({ commands }) => Object.hasOwn(commands, name))?.ofProject === true;
}

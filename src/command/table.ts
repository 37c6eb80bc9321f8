import type { CommandDefinition } from "./define.ts";

/**
 * Any command, whatever its arguments, options and project. `never` makes every {@link CommandDefinition}
 * assignable; only the runner knows that the values fit.
 */
export interface AnyCommand extends Omit<CommandDefinition, "run"> {
  run(values: never, context: never): Promise<void> | void;
}

/** Imports a command's module; called for the chosen command only. */
export type CommandLoader = () => Promise<{ readonly default: AnyCommand }>;

/** Commands of one origin, shown below `[name]` in help. */
export interface CommandGroup {
  readonly name: string;
  /** Whether its commands always take the options of project commands. */
  readonly ofProject?: boolean;
  readonly commands: Readonly<Record<string, CommandLoader>>;
}

/** All available commands. */
export interface CommandTable {
  /** In order of precedence: for a repeated name, the first group's command runs. */
  readonly groups: readonly CommandGroup[];
  /** Printed at the end of help, for example that some commands could not be listed. */
  readonly remark?: string | undefined;
  /** Printed first for an unknown command, for example that no settings were found. */
  readonly unknownRemark?: string | undefined;
  /** Hint for an unknown command without a similar name. Default: to read the help. */
  readonly unknownHint?: (name: string) => Promise<string | undefined>;
}

/** The loader of a command, or `undefined`. */
export function findCommand(table: CommandTable, name: string): CommandLoader | undefined {
  return table.groups.find(({ commands }) => Object.hasOwn(commands, name))?.commands[name];
}

/** All names, sorted, without duplicates. */
export function commandNames({ groups }: CommandTable): readonly string[] {
  return [...new Set(groups.flatMap(({ commands }) => Object.keys(commands)))].sort();
}

/** Whether a command of this name comes from a project's group. */
export function isOfProject({ groups }: CommandTable, name: string): boolean {
  return groups.find(({ commands }) => Object.hasOwn(commands, name))?.ofProject === true;
}

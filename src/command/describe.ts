import { flagOf } from "./common-options.ts";
import type { OptionDefinition, Options } from "./define.ts";
import type { Facts } from "./document.ts";
import type { HelpSubject } from "./help.ts";
import { aliases, dashed } from "./parse.ts";
import { commandNames, findCommand, type CommandTable } from "./table.ts";

/** For `help --json`: every command with its description and origin. */
export async function describeCommands(
  { program, version }: { readonly program: string; readonly version: string },
  table: CommandTable,
): Promise<Facts> {
  const commands = commandNames(table).map(async (name) => {
    const loader = findCommand(table, name);
    const group = table.groups.find(({ commands: own }) => own[name] === loader);
    const { describe } = (await loader?.())?.default ?? {};
    return { name, group: group?.name, describe };
  });
  const { remark = null } = table;
  return { program, version, commands: await Promise.all(commands), remark };
}

/** For `help NAME --json`: the arguments and options of a command. */
export function describeCommand({ call, command, common }: HelpSubject): Facts {
  const given = Object.entries(command.arguments ?? {});
  return {
    call,
    describe: command.describe,
    arguments: given.map(([name, { describe, optional = false, variadic = false, choices }]) => ({
      name,
      describe,
      optional,
      variadic,
      ...(choices && { choices }),
    })),
    examples: command.examples ?? [],
    options: [...optionsOf(command.options ?? {}), ...optionsOf(common)],
  };
}

function optionsOf(options: Options): readonly Facts[] {
  return Object.entries(options).map(([name, option]) => ({
    name: `--${flagOf(name, option)}`,
    aliases: aliases(option).map(dashed),
    type: option.type,
    describe: option.describe,
    repeatable: option.array === true,
    ...rest(option),
  }));
}

function rest({ default: usual, choices }: OptionDefinition): Facts {
  return { ...(usual !== undefined && { default: usual }), ...(choices && { choices }) };
}

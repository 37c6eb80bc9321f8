import { defineCommand, type CommandLoader } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import { projectTable } from "./completion/project-table.ts";
import { findProject } from "./project.ts";

/** Describes the commands of a project without running its code. */
export function projectCommands(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, CommandLoader>> {
  const { commands } = projectTable(findProject(root, env));
  return Object.fromEntries(
    Array.from(commands, ([name, definition]): [string, CommandLoader] => [
      name,
      async () => ({
        default: defineCommand({
          ...definition,
          run() {
            throw new MkwebError(
              "MKWEB_UNKNOWN_COMMAND",
              `'${name}' is a command of the project.`,
              {
                hint: `Type \`node manage ${name}\` in ${root}.`,
              },
            );
          },
        }),
      }),
    ]),
  );
}

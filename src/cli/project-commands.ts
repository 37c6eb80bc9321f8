import { defineCommand, type CommandLoader } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import { projectTable } from "./completion/project-table.ts";
import { findProject } from "./project.ts";

/** What the commands of a project say of themselves, read without running any of it. */
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
              `'${name}' is run by the project itself.`,
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

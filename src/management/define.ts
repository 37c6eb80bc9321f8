import type { Arguments, CommandDefinition, Options } from "../command/index.ts";
import type { Project } from "../conf/index.ts";

/**
 * Declares a command of a project, as the default export of `<app>/management/commands/<name>.ts`.
 * `context.project` provides the settings and the apps.
 *
 * @example
 * export default defineCommand({
 *   describe: "Closes polls.",
 *   arguments: { ids: { describe: "Their keys.", variadic: true } },
 *   async run({ ids }, { out }) {
 *     for (const id of ids) out.progress(`Closed ${id}.`);
 *   },
 * });
 */
export function defineCommand<
  const A extends Arguments = Readonly<{}>,
  const O extends Options = Readonly<{}>,
>(definition: CommandDefinition<A, O, Project>): CommandDefinition<A, O, Project> {
  return definition;
}

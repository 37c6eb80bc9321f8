/** What a block of shell has its reader type, held against the commands there are. */
import { allCommonOptions } from "../../src/command/common-options.ts";
import { parseArguments } from "../../src/command/parse.ts";
import type { CommandLoader } from "../../src/command/index.ts";
import { commands as globalCommands } from "../../src/cli/commands/index.ts";
import { commands as projectCommands } from "../../src/management/commands/index.ts";

const appCommands: Readonly<Record<string, CommandLoader>> = {
  changepassword: () => import("../../src/auth/management/commands/changepassword.ts"),
  collectstatic: () => import("../../src/staticfiles/management/commands/collectstatic.ts"),
  findstatic: () => import("../../src/staticfiles/management/commands/findstatic.ts"),
  clearsessions: () => import("../../src/sessions/management/commands/clearsessions.ts"),
  createsuperuser: () => import("../../src/auth/management/commands/createsuperuser.ts"),
};

const inProject: Readonly<Record<string, CommandLoader>> = { ...projectCommands, ...appCommands };
const anywhere: Readonly<Record<string, CommandLoader>> = { ...inProject, ...globalCommands };

/** Programs that are not ours and may be typed all the same. */
const others = new Set(
  (
    "adduser apt cd certbot chmod chown cp createdb createuser curl deactivate docker export git grep mkdir nginx node npm npx " +
    "openssl pg_dump pg_restore pnpm psql rm rsync scp sed source systemctl yarn bun"
  ).split(" "),
);

/** The single commands of a block: of all lines, or of those behind `$ ` where it shows answers too. */
export function commandsIn(code: string): readonly string[] {
  const lines = code.replaceAll("\\\n", " ").split("\n");
  const typed = lines.filter((line) => line.startsWith("$ "));
  return (typed.length > 0 ? typed.map((line) => line.slice(2)) : lines)
    .map((line) => line.replace(/(?:^|\s+)#.*$/, "").replace(/^source <\((.*)\)$/, "$1"))
    .flatMap((line) => line.split(/\s(?:&&|\|\|?|;)\s/))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * What is wrong with a command: a program, a command or an option that does not exist.
 *
 * @param own Commands that the page itself has its reader write.
 */
export async function faultOf(
  command: string,
  own: readonly string[],
): Promise<string | undefined> {
  const ours = /(?:^|[\s(])(?:(node)(?: --\S+)* manage|mkweb(?:@\S+)?)(?:\s+(.*))?/.exec(command);
  if (!ours) {
    const program = command.replace(/^sudo (?:-u \S+ )?/, "").split(/\s/)[0] ?? "";
    return others.has(program) ? undefined : `there is no program ${program}`;
  }
  const [, manage, rest = ""] = ours;
  const [name, ...words] = wordsOf(rest.replace(/\s>+\s.*$/, ""));
  const isKnown = name === undefined || ["help", "version", ...own].includes(name);
  if (isKnown) return undefined;
  const table = manage === undefined ? anywhere : inProject;
  const load = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!load) return `there is no command ${name}`;
  const { default: definition } = await load();
  const common = allCommonOptions(Object.hasOwn(inProject, name), definition);
  try {
    parseArguments(words, definition.arguments ?? {}, { ...definition.options, ...common });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) =>
    word.replace(/["']/g, ""),
  );
}

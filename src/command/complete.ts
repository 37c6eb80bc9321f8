import { flagOf } from "./common-options.ts";
import type { HelpSubject } from "./help.ts";
import { commandNames, findCommand, type CommandTable } from "./table.ts";

/**
 * Words that may stand where the cursor is, for a shell's completion: it sets MKWEB_AUTO_COMPLETE,
 * COMP_WORDS (the line so far) and COMP_CWORD (the index of the word under the cursor).
 */
export async function completions(
  env: Readonly<Record<string, string | undefined>>,
  table: CommandTable,
  subject: (name: string) => Promise<HelpSubject>,
): Promise<readonly string[]> {
  const words = (env["COMP_WORDS"] ?? "").split(/\s+/).slice(1);
  const position = Number(env["COMP_CWORD"] ?? "1") - 1;
  const current = words[position] ?? "";
  const [name = ""] = words;
  if (position <= 0)
    return [...commandNames(table), "help"].filter((each) => each.startsWith(current));
  if (!findCommand(table, name)) return [];
  const { command, common } = await subject(name);
  const given = new Set(words.slice(0, position));
  return Object.keys({ ...command.options, ...common })
    .map((option) => `--${flagOf(option)}`)
    .filter((option) => option.startsWith(current) && !given.has(option))
    .sort();
}

import { globSync } from "node:fs";
import { basename } from "node:path";
import { commands as globalCommands } from "../../src/cli/commands/index.ts";
import { argumentLabel, commonOptions, projectOptions } from "../../src/command/common-options.ts";
import type { ArgumentDefinition, OptionDefinition, Options } from "../../src/command/define.ts";
import { placeholder, signature } from "../../src/command/help.ts";
import type { AnyCommand, CommandLoader } from "../../src/command/table.ts";
import { commands as projectCommands } from "../../src/management/commands/index.ts";
import { cell } from "./source.ts";

const intro = `# Commands

\`mkweb NAME\` works anywhere, \`node manage NAME\` in a project; inside of one, \`mkweb NAME\` runs its commands too. \`mkweb help NAME\`
prints what stands here, and \`help NAME --json\` tells it to programs. What all commands have in common:
[command-line.md](../topics/command-line.md).
`;

interface Chapter {
  readonly title: string;
  /** The words before the command's name. */
  readonly program: string;
  readonly loaders: Readonly<Record<string, CommandLoader>>;
}

const root = new URL("../../", import.meta.url);

/** Describes all commands, as in `--help`. */
export async function commandsPage(): Promise<string> {
  const chapters: readonly Chapter[] = [
    { title: "Anywhere", program: "mkweb", loaders: globalCommands },
    { title: "In a project", program: "node manage", loaders: { ...projectCommands, ...ofApps() } },
  ];
  const parts: string[] = [];
  for (const { title, program, loaders } of chapters) {
    parts.push(`## ${title}\n`);
    for (const [name, loader] of Object.entries(loaders).sort(byName)) {
      // A command of both is listed where either can run it.
      if (program !== "mkweb" && name in globalCommands) continue;
      parts.push(section(program, name, (await loader()).default));
    }
  }
  return [
    intro,
    "## Options of all commands\n",
    ...table(rowsOf(commonOptions)),
    "\nIn a project also:\n",
    ...table(rowsOf(projectOptions)),
    "\nAnd `-h` or `--help`, which prints what the command takes.\n",
    ...parts,
  ].join("\n");
}

function section(program: string, name: string, command: AnyCommand): string {
  const given = Object.entries(command.arguments ?? {});
  const options = command.options ?? {};
  const usage = [
    program,
    name,
    ...(Object.keys(options).length > 0 ? ["[options]"] : []),
    ...given.map((each) => placeholder(...each)),
  ];
  const rows = [...given.map(argumentRow), ...rowsOf(options)];
  const examples = (command.examples ?? []).map((example) => `${program} ${example}`);
  return [
    `### ${name}\n`,
    `${command.describe}\n`,
    `\`${usage.join(" ")}\`\n`,
    ...(rows.length > 0 ? [...table(rows), ""] : []),
    ...(examples.length > 0 ? ["```sh", ...examples, "```\n"] : []),
  ].join("\n");
}

function argumentRow([name, { describe, choices }]: [string, ArgumentDefinition]): string {
  return row(argumentLabel(name), describe, choices);
}

function rowsOf(options: Options): readonly string[] {
  return Object.entries(options).map(([name, option]) => optionRow(name, option));
}

function optionRow(name: string, option: OptionDefinition): string {
  const { describe, choices, default: usual } = option;
  // The description often already contains the default.
  const said =
    usual === undefined || /\bdefault\b/i.test(describe)
      ? describe
      : `${describe.replace(/\.$/, "")}. Default: ${usual}.`;
  return row(signature(name, option).join(", "), said, choices);
}

function row(
  left: string,
  describe: string,
  choices: readonly (string | number)[] | undefined,
): string {
  const isSaid = left.includes("{") || choices?.every((each) => describe.includes(`${each}`));
  const shown = isSaid === true ? undefined : choices;
  const among =
    shown === undefined ? "" : ` One of ${shown.map((each) => `\`${each}\``).join(", ")}.`;
  return `| \`${cell(left)}\` | ${cell(describe)}${among} |`;
}

function table(rows: readonly string[]): readonly string[] {
  return ["| argument or option | what it does |", "| --- | --- |", ...rows];
}

/** Commands of mkweb's own apps. */
function ofApps(): Readonly<Record<string, CommandLoader>> {
  const files = globSync("src/*/management/commands/*.ts", { cwd: root }).sort();
  return Object.fromEntries(files.map((file) => [basename(file, ".ts"), () => load(file)]));
}

async function load(file: string): ReturnType<CommandLoader> {
  const module: { readonly default: AnyCommand } = await import(new URL(file, root).href);
  return module;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

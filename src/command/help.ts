import { commandNames, findCommand, type AnyCommand, type CommandTable } from "./table.ts";
import { argumentLabel, flagOf } from "./common-options.ts";
import type { ArgumentDefinition, OptionDefinition, Options } from "./define.ts";
import { aliases, dashed } from "./parse.ts";

/** `mkweb help`: all commands by origin, in Django's form. */
export function mainHelp(
  { program, version }: { readonly program: string; readonly version: string },
  table: CommandTable,
): string {
  const lines = [
    `mkweb ${version}`,
    "",
    `Type '${program} help <subcommand>' for help on a specific subcommand.`,
    "",
    "Available subcommands:",
  ];
  const names = commandNames(table);
  for (const group of [...table.groups].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const own = names.filter((name) => findCommand(table, name) === group.commands[name]);
    if (own.length > 0) lines.push("", `[${group.name}]`, ...own.map((name) => `    ${name}`));
  }
  if (table.remark !== undefined) lines.push("", table.remark);
  return lines.join("\n");
}

/** The subject of help: a command and the words that call it. */
export interface HelpSubject {
  /** `mkweb startproject`. */
  readonly call: string;
  readonly command: AnyCommand;
  readonly common: Options;
  /** Columns to wrap at. */
  readonly width: number;
}

/** `mkweb startproject --help`: the command's own options, then the common ones. */
export function commandHelp(subject: HelpSubject): string {
  const { call, command, width } = subject;
  const positionals = Object.entries(command.arguments ?? {});
  const options = shownOptions(subject);
  const blocks = [usage(subject), wrap(command.describe, width, "").join("\n")];
  if (positionals.length > 0) {
    const rows = positionals.map(([name, { describe }]) =>
      row(argumentLabel(name), describe, width),
    );
    blocks.push(["positional arguments:", ...rows].join("\n"));
  }
  const rows = options.map(([name, option]) =>
    row(signature(name, option).join(", "), option.describe, width),
  );
  const help = row("-h, --help", "show this help message and exit", width);
  blocks.push(["options:", help, ...rows].join("\n"));
  const { examples = [] } = command;
  const program = call.replace(/ \S+$/, "");
  const lines = examples.map((example) => `  ${program} ${example}`);
  if (lines.length > 0) blocks.push(["Examples:", ...lines].join("\n"));
  return blocks.join("\n\n");
}

/** `usage: mkweb startproject [-h] [--dry-run] name [directory]`, wrapped. */
export function usage(subject: HelpSubject): string {
  const { call, command, width } = subject;
  const parts = [
    "[-h]",
    ...shownOptions(subject).map(([name, option]) => `[${signature(name, option)[0]}]`),
    ...Object.entries(command.arguments ?? {}).map(([name, each]) => placeholder(name, each)),
  ];
  const indent = " ".repeat(Math.min(`usage: ${call} `.length, 24));
  return fill([`usage: ${call}`, ...parts], width, indent).join("\n");
}

function shownOptions({ command, common }: HelpSubject): [string, OptionDefinition][] {
  const suppressed = new Set(command.suppressedBaseArguments);
  const shared = Object.entries(common).filter((each) => !suppressed.has(`--${flagOf(...each)}`));
  return [...Object.entries(command.options ?? {}), ...shared];
}

/** How to type an option: `-v {0,1,2,3}`, `--verbosity {0,1,2,3}`. */
export function signature(name: string, option: OptionDefinition): string[] {
  const shown = option.mayBeBare ? `[${metavar(name, option)}]` : metavar(name, option);
  const value = option.type === "boolean" ? "" : ` ${shown}`;
  return [...aliases(option), flagOf(name, option)].map((flag) => `${dashed(flag)}${value}`);
}

function metavar(name: string, { choices, metavar }: OptionDefinition): string {
  if (metavar !== undefined) return metavar;
  return choices ? `{${choices.join(",")}}` : argumentLabel(name).toUpperCase();
}

/** An argument in a usage line: `[app_label ...]`. */
export function placeholder(name: string, { optional, variadic }: ArgumentDefinition): string {
  const word = argumentLabel(name) + (variadic ? " ..." : "");
  return optional ? `[${word}]` : word;
}

const column = 24;

function row(left: string, describe: string, width: number): string {
  const lines = wrap(describe, width, " ".repeat(column));
  const head = `  ${left}`;
  if (head.length > column - 2) return [head, ...lines].join("\n");
  return [head.padEnd(column) + (lines[0] ?? "").trimStart(), ...lines.slice(1)].join("\n");
}

function wrap(text: string, width: number, indent: string): string[] {
  const [first = "", ...rest] = text.split(/\s+/);
  return fill([indent + first, ...rest], width, indent);
}

function fill(parts: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width) {
      lines[lines.length - 1] = `${last} ${part}`;
    } else {
      lines.push(last === undefined ? part : indent + part);
    }
  }
  return lines;
}

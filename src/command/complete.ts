import { allCommonOptions, flagOf } from "./common-options.ts";
import type { Completion, OptionDefinition } from "./define.ts";
import { aliases, dashed } from "./parse.ts";
import type { AnyCommand } from "./table.ts";

/** A word that fits at the cursor. */
export interface Candidate {
  readonly value: string;
  /** Short help; may be empty. */
  readonly help: string;
}

/** Possible completions: words, or files that the shell lists. */
export interface Completed {
  readonly candidates: readonly Candidate[];
  readonly files?: "file" | "folder";
}

/** The parts of a command that completion reads. */
export type CompletedCommand = Pick<AnyCommand, "describe" | "arguments" | "options">;

/** Where completion finds its words. */
export interface CompletionSource {
  readonly commands: readonly string[];
  command(name: string): Promise<CompletedCommand | undefined> | CompletedCommand | undefined;
  /** Whether a command also takes the options of project commands. */
  ofProject(name: string): boolean;
  /** @param app The app label typed before. */
  words(kind: ProjectWords, app: string | undefined): readonly string[];
}

/** Words that only a project knows. */
export type ProjectWords = Exclude<Completion, "file" | "folder" | readonly string[]>;

/**
 * Lists completions for the last word.
 *
 * @param typed Words after the program's name, up to the cursor; the last may be empty.
 */
export async function complete(
  typed: readonly string[],
  source: CompletionSource,
): Promise<Completed> {
  const { words, current, valueOnly } = readWords(typed);
  const [name, ...before] = words;
  if (name === undefined || (name === "help" && before.length === 0)) {
    const names = name === undefined ? [...source.commands, "help"] : source.commands;
    const found = names.filter((each) => each.startsWith(current)).sort();
    const describe = async (value: string): Promise<Candidate> => ({
      value,
      help: (await source.command(value))?.describe ?? "Lists commands and how to use them.",
    });
    return { candidates: await Promise.all(found.map(describe)) };
  }
  const command = await source.command(name);
  if (!command) return { candidates: [] };
  const options = { ...command.options, ...allCommonOptions(source.ofProject(name), command) };
  const { given, positionals, pending, literal } = readTyped(before, options);
  const [, flag, value = ""] = (!literal && /^(--[^=]+=)([^]*)$/.exec(current)) || [];
  const option = flag === undefined ? pending : named(flag.slice(0, -1), options);
  const asked = (kind: Asked, prefix: string, start: string): Completed =>
    wordsFor({ kind, prefix, start, app: positionals[0], taken: [] }, source);
  if (option)
    return asked(option, valueOnly ? "" : (flag ?? ""), flag === undefined ? current : value);
  if (!literal && current.startsWith("-")) return { candidates: flags(options, given, current) };
  const argument = argumentAt(command, positionals.length);
  if (!argument) return { candidates: [] };
  const request = { kind: argument, prefix: "", start: current, app: positionals[0] };
  return wordsFor({ ...request, taken: positionals }, source);
}

type Asked = Pick<OptionDefinition, "choices" | "complete">;

interface Typed {
  readonly given: ReadonlySet<string>;
  readonly positionals: readonly string[];
  /** The option that still needs its value. */
  readonly pending: OptionDefinition | undefined;
  /** Whether `--` was typed. */
  readonly literal: boolean;
}

/** bash splits `--database=x` at the equals sign. */
function readWords(typed: readonly string[]): {
  readonly words: readonly string[];
  readonly current: string;
  readonly valueOnly: boolean;
} {
  const words: string[] = [];
  let valueOnly = false;
  typed.forEach((word, index) => {
    const last = words.at(-1);
    const joins = last?.startsWith("--") === true && (word === "=" || typed[index - 1] === "=");
    if (joins) words[words.length - 1] = last + word;
    else words.push(word);
    valueOnly = joins;
  });
  return { words: words.slice(0, -1), current: words.at(-1) ?? "", valueOnly };
}

function readTyped(
  words: readonly string[],
  options: Readonly<Record<string, OptionDefinition>>,
): Typed {
  const given = new Set<string>();
  const positionals: string[] = [];
  let pending: OptionDefinition | undefined;
  let literal = false;
  for (const word of words) {
    if (pending) {
      pending = undefined;
    } else if (literal || !/^-./.test(word)) {
      positionals.push(word);
    } else if (word === "--") {
      literal = true;
    } else {
      const [flag = word] = word.split("=");
      given.add(flag);
      const option = named(flag, options);
      if (option && option.type !== "boolean" && !word.includes("=")) pending = option;
    }
  }
  return { given, positionals, pending, literal };
}

function named(
  flag: string,
  options: Readonly<Record<string, OptionDefinition>>,
): OptionDefinition | undefined {
  return Object.entries(options).find(([name, option]) =>
    spellings(name, option).includes(flag),
  )?.[1];
}

function spellings(name: string, option: OptionDefinition): readonly string[] {
  return [...aliases(option), flagOf(name, option)].map(dashed);
}

function flags(
  options: Readonly<Record<string, OptionDefinition>>,
  given: ReadonlySet<string>,
  start: string,
): readonly Candidate[] {
  const all = Object.entries(options)
    .filter(([name, each]) => each.array || !spellings(name, each).some((flag) => given.has(flag)))
    .map(([name, each]) => ({ value: `--${flagOf(name, each)}`, help: each.describe }));
  const help = { value: "--help", help: "Shows how to use the command." };
  return [...all, help]
    .filter(({ value }) => value.startsWith(start))
    .sort((one, other) => (one.value < other.value ? -1 : 1));
}

function argumentAt(command: CompletedCommand, index: number): Asked | undefined {
  const all = Object.values(command.arguments ?? {});
  const last = all.at(-1);
  return all[index] ?? (last?.variadic ? last : undefined);
}

interface WordsRequest {
  readonly kind: Asked;
  readonly prefix: string;
  readonly start: string;
  readonly app: string | undefined;
  readonly taken: readonly string[];
}

function wordsFor(
  { kind, prefix, start, app, taken }: WordsRequest,
  source: CompletionSource,
): Completed {
  const asked = kind.complete ?? kind.choices?.map(String) ?? [];
  if (asked === "file" || asked === "folder") return { candidates: [], files: asked };
  const all = typeof asked === "string" ? source.words(asked, app) : asked;
  const found = [...new Set(all)].filter((each) => each.startsWith(start) && !taken.includes(each));
  return { candidates: found.map((each) => ({ value: prefix + each, help: "" })) };
}

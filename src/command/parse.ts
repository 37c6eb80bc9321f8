import yargs from "yargs";
import { didYouMean, suggest } from "../mistakes/index.ts";
import { argumentLabel, flagOf } from "./common-options.ts";
import type { Arguments, OptionDefinition, Options } from "./define.ts";
import { usageError } from "./usage-error.ts";

export type ParsedValues = Record<string, unknown>;

/**
 * Parses one command's arguments and options strictly, with argparse's error messages.
 *
 * @throws {MkwebError} `MKWEB_USAGE`.
 */
export function parseArguments(
  argv: readonly string[],
  positionals: Arguments,
  options: Options,
): ParsedValues {
  const entries = Object.entries(options);
  const found = readByYargs(argv, options);
  const given = new Map<string, unknown>(Object.entries(found));
  const literal = given.get("--");
  const rest = Array.isArray(literal) ? literal.map(String) : [];
  const known = entries.flatMap(([name, option]) => [flagOf(name), ...aliases(option)]);
  const values = readPositionals(found._.map(String), rest, { positionals, known });
  for (const [name, option] of entries) {
    values[name] = readOption(name, option, given.get(flagOf(name, option)));
  }
  return values;
}

/** Parses with yargs, which leaves unknown options among the words. */
function readByYargs(argv: readonly string[], options: Options) {
  const entries = Object.entries(options);
  const flags = (wanted: (option: OptionDefinition) => boolean): string[] =>
    entries.filter(([, option]) => wanted(option)).map((entry) => flagOf(...entry));
  const takesValue = (option: OptionDefinition): boolean => option.type !== "boolean";

  refuseValuesForSwitches(
    argv,
    flags((option) => !takesValue(option)),
  );
  return (
    yargs(withEmptyValues(argv, entries))
      // yargs only parses; help, messages and exit statuses are ours, in Django's form.
      .help(false)
      .version(false)
      .exitProcess(false)
      .detectLocale(false)
      .fail((message) => {
        throw usageError(missingValue(message, options));
      })
      .parserConfiguration({
        "boolean-negation": false,
        "camel-case-expansion": false,
        "dot-notation": false,
        "parse-numbers": false,
        "parse-positional-numbers": false,
        "populate--": true,
        "unknown-options-as-args": true,
      })
      .alias(
        Object.fromEntries(
          entries.map(([name, option]) => [flagOf(name, option), [...aliases(option)]]),
        ),
      )
      .boolean(flags((option) => !takesValue(option)))
      .string(flags(takesValue))
      .array(flags((option) => option.array === true))
      .nargs(Object.fromEntries(flags(takesValue).map((flag) => [flag, 1])))
      .parseSync()
  );
}

/** `--name`, or `-v/--verbosity` as argparse writes it in errors. */
export function optionLabel(name: string, option: OptionDefinition): string {
  return [...aliases(option).map(dashed), `--${flagOf(name, option)}`].join("/");
}

export function aliases(option: OptionDefinition): readonly string[] {
  return option.alias === undefined ? [] : [option.alias].flat();
}

export function dashed(flag: string): string {
  return flag.length === 1 ? `-${flag}` : `--${flag}`;
}

/** Sets the empty value for options without a value, where that is allowed. */
function withEmptyValues(
  argv: readonly string[],
  entries: readonly (readonly [string, OptionDefinition])[],
): string[] {
  const bare = new Set(
    entries
      .filter(([, option]) => option.mayBeBare)
      .flatMap(([name, option]) => [...aliases(option), flagOf(name, option)].map(dashed)),
  );
  const end = argv.indexOf("--");
  return argv.map((word, at) => {
    if (!bare.has(word) || (end !== -1 && at > end)) return word;
    return /^[^-]|^-$/.test(argv[at + 1] ?? "-x") ? word : `${word}=`;
  });
}

function refuseValuesForSwitches(argv: readonly string[], switches: readonly string[]): void {
  const end = argv.indexOf("--");
  for (const word of end === -1 ? argv : argv.slice(0, end)) {
    const [, flag, value] = /^--([^=]+)=([\s\S]*)$/.exec(word) ?? [];
    if (flag !== undefined && switches.includes(flag)) {
      throw usageError(`argument --${flag}: ignored explicit argument '${value}'`);
    }
  }
}

function missingValue(message: string, options: Options): string {
  const flag = /: (\S+)$/.exec(message)?.[1];
  const entry = Object.entries(options).find((each) => flagOf(...each) === flag);
  return entry ? `argument ${optionLabel(...entry)}: expected one argument` : message;
}

function readPositionals(
  words: readonly string[],
  literal: readonly string[],
  { positionals, known }: { readonly positionals: Arguments; readonly known: readonly string[] },
): ParsedValues {
  const isOption = (word: string): boolean => /^-./.test(word);
  const unrecognized = words.filter(isOption);
  const rest = [...words.filter((word) => !isOption(word)), ...literal];
  const values: ParsedValues = {};
  for (const [name, definition] of Object.entries(positionals)) {
    const value = definition.variadic ? rest.splice(0) : rest.shift();
    const absent = value === undefined || (Array.isArray(value) && value.length === 0);
    if (absent && !definition.optional && unrecognized.length === 0) {
      throw usageError(
        definition.missing ?? `the following arguments are required: ${argumentLabel(name)}`,
      );
    }
    for (const each of [value ?? []].flat()) {
      if (definition.choices && !definition.choices.includes(each)) {
        const wrong = invalidChoice(each, definition.choices);
        throw usageError(`argument ${argumentLabel(name)}: ${wrong}`);
      }
    }
    values[name] = value;
  }
  if (unrecognized.length + rest.length > 0) {
    const question = unrecognized
      .map((word) => didYouMean(optionNamed(word), [...known, "help"], dashed))
      .find((each) => each !== "");
    const words = [...unrecognized, ...rest].join(" ");
    throw usageError(
      `unrecognized arguments: ${words}${question === undefined ? "" : `.${question}`}`,
    );
  }
  return values;
}

/** The name of a presumed option, without dashes and value. */
function optionNamed(word: string): string {
  return word.replace(/^--?/, "").replace(/=[^]*$/, "");
}

function readOption(name: string, option: OptionDefinition, given: unknown): unknown {
  if (given === undefined) return option.default ?? (option.array ? [] : undefined);
  if (option.array) return [given].flat().map((each) => readValue(name, option, each));
  return readValue(name, option, Array.isArray(given) ? given.at(-1) : given);
}

function readValue(name: string, option: OptionDefinition, given: unknown): unknown {
  if (option.type === "boolean") return given === true;
  const text = String(given);
  const value = option.type === "number" ? Number(text) : text;
  if (option.type === "number" && (text.trim() === "" || Number.isNaN(value))) {
    throw usageError(`argument ${optionLabel(name, option)}: invalid number value: '${text}'`);
  }
  if (option.choices && !option.choices.includes(value)) {
    throw usageError(
      `argument ${optionLabel(name, option)}: ${invalidChoice(value, option.choices)}`,
    );
  }
  return value;
}

function invalidChoice(value: string | number, choices: readonly (string | number)[]): string {
  const quote = (each: string | number): string =>
    typeof each === "string" ? `'${each}'` : String(each);
  const meant = typeof value === "string" ? suggest(value, choices.map(String)) : undefined;
  const suggestion = meant === undefined ? "" : `, maybe you meant '${meant}'?`;
  return `invalid choice: ${quote(value)}${suggestion} (choose from ${choices.map(quote).join(", ")})`;
}

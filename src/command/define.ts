import type { Output } from "./output.ts";

/** One option of a command, `--name VALUE`. */
export interface OptionDefinition {
  readonly type: "string" | "number" | "boolean";
  readonly describe: string;
  /** Flag without dashes. Default: its name, with dashes for capitals. */
  readonly flag?: string;
  /** One-letter or longer alternatives, without dashes. */
  readonly alias?: string | readonly string[];
  readonly default?: string | number | boolean;
  /** The only values allowed. */
  readonly choices?: readonly (string | number)[];
  /** May be given several times; the value is then an array. */
  readonly array?: boolean;
  /** Whether the value may be omitted, and is then empty. Default: a value is required. */
  readonly mayBeBare?: boolean;
  /** Placeholder for the value in help. Default: the option's name in capitals. */
  readonly metavar?: string;
  /** How a shell completes the value. Default: the choices. */
  readonly complete?: Completion;
}

/**
 * What a shell may complete: app labels of the project, migrations of the app named before, fixtures, files,
 * folders, or a fixed list of words.
 */
export type Completion =
  | "app"
  | "migration"
  | "migration or zero"
  | "fixture"
  | "file"
  | "folder"
  | readonly string[];

/** One positional argument, in order of declaration. */
export interface ArgumentDefinition {
  readonly describe: string;
  /** Default: required. */
  readonly optional?: boolean;
  /** Takes all remaining words; only the last argument may. */
  readonly variadic?: boolean;
  /** The message for a missing required argument, in Django's words (`You must provide a project name.`). */
  readonly missing?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  /** How a shell completes it. Default: the choices. */
  readonly complete?: Completion;
}

type Scalar<T extends OptionDefinition> = T extends { choices: readonly (infer Choice)[] }
  ? Choice
  : T["type"] extends "string"
    ? string
    : T["type"] extends "number"
      ? number
      : boolean;

type OptionValue<T extends OptionDefinition> = T extends { array: true }
  ? readonly Scalar<T>[]
  : T extends { default: string | number | boolean }
    ? Scalar<T>
    : Scalar<T> | undefined;

type Word<T extends ArgumentDefinition> = T extends { choices: readonly (infer Choice)[] }
  ? Choice
  : string;

type ArgumentValue<T extends ArgumentDefinition> = T extends { variadic: true }
  ? readonly Word<T>[]
  : T extends { optional: true }
    ? Word<T> | undefined
    : Word<T>;

export type Options = Readonly<Record<string, OptionDefinition>>;
export type Arguments = Readonly<Record<string, ArgumentDefinition>>;

/** The argument of `run`: every argument and option by its camelCase name. */
export type Values<A extends Arguments, O extends Options> = {
  readonly [Name in keyof A]: ArgumentValue<A[Name]>;
} & { readonly [Name in keyof O]: OptionValue<O[Name]> };

/** The environment of a run. Commands use this, never `process`. */
export interface CommandContext<Project = unknown> {
  readonly out: Output;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the user started the program, for messages: `mkweb` or `node manage`. */
  readonly program: string;
  /** `-v`: 0 silent, 1 normal, 2 verbose, 3 very verbose. */
  readonly verbosity: 0 | 1 | 2 | 3;
  /** Whether the user can be asked: stdin and stderr are terminals, and `--json` is not given. */
  readonly interactive: boolean;
  /** Whether a program reads the output: `--json`. */
  readonly json: boolean;
  /** The project the command runs in; `undefined` for the global command line. */
  readonly project: Project;
}

/** One command as plain data: a module's default export. */
export interface CommandDefinition<
  A extends Arguments = Arguments,
  O extends Options = Options,
  Project = unknown,
> {
  /** Default: the name of its file. */
  readonly name?: string;
  readonly describe: string;
  /** Examples for help, without the program's name: `migrate polls zero`. */
  readonly examples?: readonly string[];
  readonly arguments?: A;
  readonly options?: O;
  /** Common options hidden from its help, as typed (`--skip-checks`); they still work. */
  readonly suppressedBaseArguments?: readonly string[];
  /** Throws or returns; the runner converts that to an exit status. */
  run(values: Values<A, O>, context: CommandContext<Project>): Promise<void> | void;
}

/** Declares a command. Returns its argument and infers the types. */
export function defineCommand<
  const A extends Arguments = Readonly<{}>,
  const O extends Options = Readonly<{}>,
  Project = unknown,
>(definition: CommandDefinition<A, O, Project>): CommandDefinition<A, O, Project> {
  return definition;
}

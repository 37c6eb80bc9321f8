import type { Output } from "./output.ts";

/** One option of a command, `--name VALUE`. */
export interface OptionDefinition {
  readonly type: "string" | "number" | "boolean";
  readonly describe: string;
  /** How it is typed, without dashes. Default: its name, with dashes for capitals. */
  readonly flag?: string;
  /** One-letter or longer alternatives, without dashes. */
  readonly alias?: string | readonly string[];
  readonly default?: string | number | boolean;
  /** The only values allowed. */
  readonly choices?: readonly (string | number)[];
  /** May be given several times; the value is then an array. */
  readonly array?: boolean;
  /** Whether it may be given without a value, which is then empty. Default: a value is required. */
  readonly mayBeBare?: boolean;
  /** What stands for the value in help. Default: the option's name in capitals. */
  readonly metavar?: string;
  /** What a shell may complete the value to. Default: the choices. */
  readonly complete?: Completion;
}

/**
 * What may stand in a place of the command line, for a shell's completion: labels of the project's apps,
 * the migrations of the app named before, names of fixtures, files, folders, or words written out here.
 */
export type Completion =
  | "app"
  | "migration"
  | "migration or zero"
  | "fixture"
  | "file"
  | "folder"
  | readonly string[];

/** One positional argument, in the order of declaration. */
export interface ArgumentDefinition {
  readonly describe: string;
  /** Default: required. */
  readonly optional?: boolean;
  /** Takes all that is left; only the last argument may. */
  readonly variadic?: boolean;
  /** The message for a missing required argument, in Django's words (`You must provide a project name.`). */
  readonly missing?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  /** What a shell may complete it to. Default: the choices. */
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

/** What `run` receives: every argument and option by its camelCase name. */
export type Values<A extends Arguments, O extends Options> = {
  readonly [Name in keyof A]: ArgumentValue<A[Name]>;
} & { readonly [Name in keyof O]: OptionValue<O[Name]> };

/** What a run may touch of the world. Only this, never `process`. */
export interface CommandContext<Project = unknown> {
  readonly out: Output;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the user started us, for messages: `mkweb` or `node manage`. */
  readonly program: string;
  /** `-v`: 0 silent, 1 normal, 2 verbose, 3 very verbose. */
  readonly verbosity: 0 | 1 | 2 | 3;
  /** Whether a person can be asked: stdin and stderr are terminals, and no program reads the answer (`--json`). */
  readonly interactive: boolean;
  /** Whether a program reads what is told: `--json`. */
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
  /** Default: the name of the file it lives in. */
  readonly name?: string;
  readonly describe: string;
  /** What may be typed after the program's name, for help: `migrate polls zero`. */
  readonly examples?: readonly string[];
  readonly arguments?: A;
  readonly options?: O;
  /** Common options left out of its help, as typed (`--skip-checks`); they are still taken. */
  readonly suppressedBaseArguments?: readonly string[];
  /** Throws or returns; the runner turns that into an exit status. */
  run(values: Values<A, O>, context: CommandContext<Project>): Promise<void> | void;
}

/** Declares a command; the identity function, for its types. */
export function defineCommand<
  const A extends Arguments = Readonly<{}>,
  const O extends Options = Readonly<{}>,
  Project = unknown,
>(definition: CommandDefinition<A, O, Project>): CommandDefinition<A, O, Project> {
  return definition;
}

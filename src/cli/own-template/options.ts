import { usageError, type Options } from "../../command/index.ts";

/** Django's options for the user's own templates, and `--var` for their questions. */
export const templateOptions = {
  template: {
    type: "string",
    complete: "file",
    describe:
      "The template to use: a folder, an archive, the URL of an archive, npm:NAME, or git+URL#BRANCH.",
  },
  extension: {
    type: "string",
    alias: "e",
    array: true,
    describe:
      'The file extension(s) of the template to render, besides "py" and "ts". Separate multiple extensions with commas, or use -e multiple times.',
  },
  files: {
    type: "string",
    flag: "name",
    alias: "n",
    array: true,
    metavar: "NAME",
    describe:
      "The file name(s) of the template to render. Separate multiple file names with commas, or use -n multiple times.",
  },
  exclude: {
    type: "string",
    alias: "x",
    array: true,
    mayBeBare: true,
    describe:
      "The directory name(s) to exclude, in addition to .git and __pycache__. Can be used multiple times. Hidden directories are excluded unless this is given.",
  },
  var: {
    type: "string",
    array: true,
    metavar: "KEY=VALUE",
    describe: "An answer to a question of the template. Can be used multiple times.",
  },
} as const satisfies Options;

/** The typed options of a template. */
export interface TypedTemplate {
  readonly template: string;
  readonly extensions: readonly string[];
  readonly files: readonly string[];
  readonly exclude: readonly string[];
  /** By name, in the order typed. */
  readonly answers: ReadonlyMap<string, string>;
}

export interface TemplateValues {
  readonly template: string | undefined;
  readonly extension: readonly string[];
  readonly files: readonly string[];
  readonly exclude: readonly string[];
  readonly var: readonly string[];
}

/**
 * Reads the typed options of a template, if one was named.
 *
 * @throws {MkwebError} `MKWEB_USAGE` for a template option without a template, or a `--var` that is not
 *   `KEY=VALUE`.
 */
export function typedTemplate(values: TemplateValues): TypedTemplate | undefined {
  const { template, extension, files, exclude } = values;
  if (template === undefined) {
    const given = { "-e/--extension": extension, "-n/--name": files, "-x/--exclude": exclude };
    const [lost] = Object.entries({ ...given, "--var": values.var }).find(
      ([, each]) => each.length > 0,
    ) ?? [undefined];
    if (lost === undefined) return undefined;
    throw usageError(`argument ${lost}: it applies only to your own template: give --template too`);
  }
  if (template === "") throw usageError("argument --template: it is empty");
  const answers = readAnswers(values.var);
  return { template, extensions: extension, files, exclude, answers };
}

/**
 * Reads the values of `--var`, by name.
 *
 * @throws {MkwebError} `MKWEB_USAGE` for a value that is not `KEY=VALUE`.
 */
export function readAnswers(typed: readonly string[]): ReadonlyMap<string, string> {
  return new Map(typed.map(readAnswer));
}

function readAnswer(typed: string): readonly [string, string] {
  const at = typed.indexOf("=");
  if (at < 1) throw usageError(`argument --var: '${typed}' is not KEY=VALUE`);
  return [typed.slice(0, at), typed.slice(at + 1)];
}

/** The words that repeat these options. */
export function templateWords({ template, extensions, files, exclude }: TypedTemplate): string[] {
  const repeated = (flag: string, values: readonly string[]): string[] =>
    values.flatMap((each) => [flag, each]);
  return [
    "--template",
    template,
    ...repeated("-e", extensions),
    ...repeated("-n", files),
    ...exclude.map((each) => (each === "" ? "--exclude=" : `--exclude=${each}`)),
  ];
}

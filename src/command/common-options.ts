import type { OptionDefinition, Options } from "./define.ts";
import type { AnyCommand } from "./table.ts";

/** Options of every command, in the order of Django's help. */
export const commonOptions = {
  version: { type: "boolean", describe: "Show program's version number and exit." },
  verbosity: {
    type: "number",
    alias: "v",
    default: 1,
    choices: [0, 1, 2, 3],
    describe:
      "Verbosity level; 0=minimal output, 1=normal output, 2=verbose output, 3=very verbose output",
  },
  traceback: { type: "boolean", describe: "Display a full stack trace on expected errors." },
  noColor: { type: "boolean", describe: "Don't colorize the command output." },
  forceColor: { type: "boolean", describe: "Force colorization of the command output." },
  json: {
    type: "boolean",
    describe: "Ask nothing, and print the result as one JSON document.",
  },
} as const satisfies Options;

/** Additional options of project commands. */
export const projectOptions = {
  settings: {
    type: "string",
    complete: "file",
    describe:
      'The path to a settings module, e.g. "myproject/settings.ts". If this isn\'t provided, the MKWEB_SETTINGS_MODULE environment variable will be used.',
  },
  skipChecks: { type: "boolean", describe: "Skip system checks." },
} as const satisfies Options;

/** The option that decides about all existing files; for commands that write files. */
export const conflictOption = {
  conflict: {
    type: "string",
    choices: ["keep", "overwrite"],
    describe:
      "What to do with existing files that differ: keep or overwrite them; undo restores them. Default: ask on a terminal, otherwise refuse.",
  },
} as const satisfies Options;

/** `dryRun` becomes `--dry-run`, unless its definition sets a flag. */
export function flagOf(name: string, { flag }: Pick<OptionDefinition, "flag"> = {}): string {
  return flag ?? kebab(name);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `appLabel` becomes `app_label`, as in Django. */
export function argumentLabel(name: string): string {
  return kebab(name).replaceAll("-", "_");
}

/**
 * All common options of a command, in Django's order: `--settings` before `--traceback`, `--skip-checks`
 * last. A command may define its own `--json`.
 */
export function allCommonOptions(
  inProject: boolean,
  { options = {} }: Pick<AnyCommand, "options">,
): Options {
  const { version, verbosity, json, ...rest } = commonOptions;
  const { settings, skipChecks } = projectOptions;
  return {
    version,
    verbosity,
    ...(inProject && { settings }),
    ...rest,
    ...(!Object.hasOwn(options, "json") && { json }),
    ...(inProject && { skipChecks }),
  };
}

/** Which files of a template are rendered, what they are called then, and which folders it is without. */

/** What `-e`, `-n` and `-x` say. */
export interface RenderOptions {
  /** Endings, several in one with commas between them, with or without a dot. */
  readonly extensions: readonly string[];
  /** Names of files, several in one with commas between them. */
  readonly files: readonly string[];
  /** Names of folders. Empty when the option was not given; one empty name when it was given without a value. */
  readonly exclude: readonly string[];
}

/** Django renders Python's, and a project of ours is TypeScript's. */
const ALWAYS = [".py", ".ts"];

/** Files that no editor and no compiler is to take for what they become. */
const TEMPLATE_ENDING = /(\.(?:py|ts|js))-tpl$/;

/**
 * Which folders a template without a manifest is without: hidden ones, as long as `--exclude` says nothing;
 * else those that it names.
 */
export function leavesOut({ exclude }: RenderOptions): (name: string) => boolean {
  if (exclude.length === 0) return (name) => name.startsWith(".");
  const names = new Set(exclude.map((each) => each.trim()));
  return (name) => names.has(name);
}

export interface NamedFile {
  /** Its path without an ending that only says that it is a template. */
  readonly path: string;
  readonly isRendered: boolean;
}

/**
 * How files are named and which are rendered, by Django's rules.
 *
 * @param more What a manifest names besides: `*.html` for an ending, else a name.
 */
export function namingOf(
  { extensions, files }: RenderOptions,
  more: readonly string[] = [],
): (path: string) => NamedFile {
  const ending = (each: string): string => (each.startsWith(".") ? each : `.${each}`);
  const endings = [
    ...ALWAYS,
    ...listed(extensions).map(ending),
    ...more.filter((each) => each.startsWith("*.")).map((each) => each.slice(1)),
  ];
  const names = new Set([...listed(files), ...more.filter((each) => !each.startsWith("*."))]);
  return (path) => {
    const named = path.replace(TEMPLATE_ENDING, "$1");
    const isRendered =
      named !== path ||
      endings.some((each) => named.endsWith(each)) ||
      names.has(path.slice(path.lastIndexOf("/") + 1));
    return { path: named, isRendered };
  };
}

function listed(values: readonly string[]): readonly string[] {
  return values
    .flatMap((each) => each.split(","))
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

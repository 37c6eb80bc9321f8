/** Decides which files of a template to render, their final names, and which folders to leave out. */

/** Values of `-e`, `-n` and `-x`. */
export interface RenderOptions {
  /** Extensions, with or without a dot; each may contain several, separated by commas. */
  readonly extensions: readonly string[];
  /** File names; each may contain several, separated by commas. */
  readonly files: readonly string[];
  /** Folder names. Empty if the option is missing; one empty name if it has no value. */
  readonly exclude: readonly string[];
}

/** Django renders Python files, and our projects are TypeScript. */
const ALWAYS = [".py", ".ts"];

/** Extensions that keep editors and compilers from reading a template as its result. */
const TEMPLATE_ENDING = /(\.(?:py|ts|js))-tpl$/;

/**
 * The folders to leave out of a template without a manifest: hidden ones by default; with `--exclude`, those
 * it names.
 */
export function leavesOut({ exclude }: RenderOptions): (name: string) => boolean {
  if (exclude.length === 0) return (name) => name.startsWith(".");
  const names = new Set(exclude.map((each) => each.trim()));
  return (name) => names.has(name);
}

export interface NamedFile {
  /** Its path without an extension that only marks a template. */
  readonly path: string;
  readonly isRendered: boolean;
}

/**
 * Naming and rendering by Django's rules.
 *
 * @param more Further files from a manifest: `*.html` for an extension, otherwise a name.
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

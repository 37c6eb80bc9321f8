import { importFile, type Exports } from "./joined.ts";
import { resolveSpecifier } from "./modules.ts";

/** A module export that a setting names. */
export interface Named<T> {
  /** The module: `mkweb/sessions/backends/db`, `myproject/middleware.ts`, or one of an installed package. */
  readonly specifier: string;
  /** Name of the export. Default `"default"`. */
  readonly exported?: string;
  /** The project's folder, to find its own modules. */
  readonly baseDir: URL;
  /** Whether an export is of the type that the setting needs. */
  readonly isWanted: (value: unknown) => value is T;
  /** Creates the error if it is not; `isThere` tells whether the module exists at all. */
  readonly refusal: (isThere: boolean) => Error;
}

/**
 * Loads the module export that a setting names.
 *
 * @throws The error of `refusal`. Errors of the module while it loads pass through.
 *
 * @example
 * const text = await loadNamed({
 *   specifier: "polls/words.ts",
 *   exported: "greeting",
 *   baseDir: settings.BASE_DIR,
 *   isWanted: (value) => typeof value === "string",
 *   refusal: () => new Error("polls/words.ts exports no greeting."),
 * });
 */
export async function loadNamed<T>(named: Named<T>): Promise<T> {
  const module = await importNamed(named.specifier, named.baseDir);
  const found = module?.[named.exported ?? "default"];
  if (named.isWanted(found)) return found;
  throw named.refusal(module !== undefined);
}

/**
 * Imports a module that a setting names; returns `undefined` if it does not exist.
 *
 * @example
 * const exports = await importNamed("polls/words.ts", settings.BASE_DIR);
 */
export async function importNamed(specifier: string, baseDir: URL): Promise<Exports | undefined> {
  const url = resolveSpecifier(specifier, baseDir);
  return url && importFile(url);
}

/**
 * Splits `myproject/context.ts#company` into module and export; without `#` the export is `default`.
 *
 * @example
 * const { specifier, exported } = splitNamed("polls/context.ts#polls");
 */
export function splitNamed(name: string): { specifier: string; exported: string } {
  const [specifier = "", exported = "default"] = name.split("#");
  return { specifier, exported };
}

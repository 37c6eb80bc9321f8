import { resolveSpecifier } from "./modules.ts";

type Exports = Readonly<Record<string, unknown>>;

/** What a setting names, and who may name it. */
export interface Named<T> {
  /** The module: `mkweb/sessions/backends/db`, `myproject/middleware.ts`, or one of an installed package. */
  readonly specifier: string;
  /** Its export. Default `"default"`. */
  readonly exported?: string;
  /** The project's folder, where its own modules are. */
  readonly baseDir: URL;
  /** Whether an export is of the kind that the setting wants. */
  readonly isWanted: (value: unknown) => value is T;
  /** The error when it is not; `isThere` tells a module of other exports from no module at all. */
  readonly refusal: (isThere: boolean) => Error;
}

/**
 * The export of a module that a setting names.
 *
 * @throws What `refusal` makes; what the module itself throws while it loads comes through as it is.
 */
export async function loadNamed<T>(named: Named<T>): Promise<T> {
  const module = await importNamed(named.specifier, named.baseDir);
  const found = module?.[named.exported ?? "default"];
  if (named.isWanted(found)) return found;
  throw named.refusal(module !== undefined);
}

/** All that a module exports which a setting names, or `undefined` if there is no such module. */
export async function importNamed(specifier: string, baseDir: URL): Promise<Exports | undefined> {
  const url = resolveSpecifier(specifier, baseDir);
  return url && (await import(url.href));
}

/** The module and the export of `myproject/context.ts#company`; without a `#` it is the default export. */
export function splitNamed(name: string): { specifier: string; exported: string } {
  const [specifier = "", exported = "default"] = name.split("#");
  return { specifier, exported };
}

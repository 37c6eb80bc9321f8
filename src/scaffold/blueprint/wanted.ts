import type { Manifest } from "./manifest.ts";
import type { Values } from "./template.ts";

/**
 * Whether a file is written, as the manifest's "only" says.
 *
 * @param path Below `files/`, as it will be named, before placeholders.
 */
export function isWanted(
  { only = {} }: Pick<Manifest, "only">,
  path: string,
  values: Values,
): boolean {
  const asked = Object.hasOwn(only, path) ? (only[path] ?? {}) : {};
  return Object.entries(asked).every(([name, value]) => values[name] === value);
}

/** What of the manifest names a file that is not there, in words; `undefined` if all is. */
export function lostIn(
  { modes, only = {} }: Pick<Manifest, "modes" | "only">,
  paths: ReadonlySet<string>,
): string | undefined {
  for (const [key, named] of Object.entries({ modes, only })) {
    const lost = Object.keys(named).find((path) => !paths.has(path));
    if (lost !== undefined) return `"${key}" names ${lost}, which is not there`;
  }
  return undefined;
}

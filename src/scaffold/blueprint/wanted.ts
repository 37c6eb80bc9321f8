import type { Manifest } from "./manifest.ts";
import type { Values } from "./template.ts";

/**
 * Whether to write a file, according to the manifest's "only".
 *
 * @param path Below `files/`, with its final name, before placeholders are filled in.
 */
export function isWanted(
  { only = {} }: Pick<Manifest, "only">,
  path: string,
  values: Values,
): boolean {
  const asked = Object.hasOwn(only, path) ? (only[path] ?? {}) : {};
  return Object.entries(asked).every(([name, value]) => values[name] === value);
}

/** Names a missing file that the manifest refers to, in words; `undefined` if all exist. */
export function lostIn(
  { modes, only = {} }: Pick<Manifest, "modes" | "only">,
  paths: ReadonlySet<string>,
): string | undefined {
  for (const [key, named] of Object.entries({ modes, only })) {
    const lost = Object.keys(named).find((path) => !paths.has(path));
    if (lost !== undefined) return `"${key}" names ${lost}, which does not exist`;
  }
  return undefined;
}

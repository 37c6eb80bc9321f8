import { existsSync, readdirSync } from "node:fs";

/**
 * The sorted names in a folder; none if it is not there. At once, as a start asks this of every app, mostly in vain, and
 * an answer from another thread takes twenty times as long.
 *
 * @param folder With a trailing slash.
 */
export function namesIn(folder: URL): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

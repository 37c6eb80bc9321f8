/**
 * Modules of mkweb that a project's settings and apps name, and that one file holds together. Each is also a file of
 * its own, but a new project names some thirty, and to import those takes Node a tenth of a server's start.
 */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * By path in the folder of mkweb's code: `auth/models.js`. Filled by what scripts/join.ts adds to the files that it
 * writes, and so empty where mkweb runs from its sources.
 */
export const joined = new Map<string, Exports>();

/** The folder of mkweb's code, above both this file and the joined one. */
const FOLDER = new URL("../", import.meta.url).href;

/**
 * Imports a module that a setting names or an app has.
 *
 * @throws What the module throws while it loads.
 */
export async function importFile({ href }: URL): Promise<Exports> {
  const own = href.startsWith(FOLDER) ? joined.get(href.slice(FOLDER.length)) : undefined;
  return own ?? import(href);
}

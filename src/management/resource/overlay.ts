/** Loads a project as it will be, before anything is written. */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

/**
 * Runs `work` while some modules have other texts than on disk, or exist only in memory. Modules loaded before
 * stay as they were.
 *
 * @param texts TypeScript, by absolute path.
 */
export async function withSources<T>(
  texts: ReadonlyMap<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  const sources = new Map(Array.from(texts, ([path, text]) => [pathToFileURL(path).href, text]));
  const format = "module-typescript";
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const url = /^(?:\.|file:)/.test(specifier) && URL.parse(specifier, context.parentURL)?.href;
      return url && sources.has(url)
        ? { url, format, shortCircuit: true }
        : next(specifier, context);
    },
    load(url, context, next) {
      const source = sources.get(url);
      return source === undefined ? next(url, context) : { format, source, shortCircuit: true };
    },
  });
  try {
    return await work();
  } finally {
    hooks.deregister();
  }
}

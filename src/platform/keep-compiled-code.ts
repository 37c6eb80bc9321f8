import module from "node:module";
import { join } from "node:path";
import { cacheFolder } from "./user-folders.ts";

/**
 * Lets Node keep the code it has compiled, so that the next command starts sooner: in the user's own
 * cache folder, as `mkweb` itself does, unless NODE_COMPILE_CACHE names another.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv = process.env): void {
  // Node 20 has none.
  module.enableCompileCache?.(compileCacheFolder(env));
}

/** Where it is kept: for a process that is started with NODE_COMPILE_CACHE, and so from its first file on. */
export function compileCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env["NODE_COMPILE_CACHE"] || join(cacheFolder({ env }), "mkweb", "node-compile-cache");
}

import module from "node:module";
import { join } from "node:path";
import { cacheFolder } from "./user-folders.ts";

/**
 * Lets Node cache compiled code, so that the next command starts faster: in the user's cache folder, shared
 * with `mkweb` itself, unless NODE_COMPILE_CACHE names another.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv = process.env): void {
  // Node 20 lacks this function.
  module.enableCompileCache?.(compileCacheFolder(env));
}

/** The cache folder, for starting a process with NODE_COMPILE_CACHE, which then covers its first file too. */
export function compileCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env["NODE_COMPILE_CACHE"] || join(cacheFolder({ env }), "mkweb", "node-compile-cache");
}

import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

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
  return env["NODE_COMPILE_CACHE"] || join(cacheFolder(env), "mkweb", "node-compile-cache");
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const home = homedir();
  if (process.platform === "win32") return env["LOCALAPPDATA"] || join(home, "AppData", "Local");
  if (process.platform === "darwin") return join(home, "Library", "Caches");
  return env["XDG_CACHE_HOME"] || join(home, ".cache");
}

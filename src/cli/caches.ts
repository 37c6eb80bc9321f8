import { homedir } from "node:os";
import { join } from "node:path";

/** The folder where this user's programs keep what they can make again. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  if (process.platform === "win32") {
    return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "mkweb");
  }
  if (process.platform === "darwin") return join(home, "Library", "Caches", "mkweb");
  return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "mkweb");
}

/** The folders for a user's data on each system. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Determines the folders. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: the current user's home. */
  readonly home?: string;
  /** As `process.platform`. Default: this machine's. */
  readonly platform?: string;
}

/** For data that can be created again: XDG_CACHE_HOME, `~/.cache`. */
export function cacheFolder({ env, home = homedir(), platform = process.platform }: Surroundings) {
  if (platform === "win32") return localAppData(env, home);
  if (platform === "darwin") return join(home, "Library", "Caches");
  return env["XDG_CACHE_HOME"] || join(home, ".cache");
}

/** For permanent data: XDG_DATA_HOME, `~/.local/share`. */
export function dataFolder({ env, home = homedir(), platform = process.platform }: Surroundings) {
  if (platform === "win32") return localAppData(env, home);
  return env["XDG_DATA_HOME"] || join(home, ".local", "share");
}

/** For data that may be lost, such as a history: XDG_STATE_HOME, `~/.local/state`. */
export function stateFolder({ env, home = homedir() }: Surroundings): string {
  return env["XDG_STATE_HOME"] || join(home, ".local", "state");
}

function localAppData(env: Surroundings["env"], home: string): string {
  return env["LOCALAPPDATA"] || join(home, "AppData", "Local");
}

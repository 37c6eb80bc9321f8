import { homedir } from "node:os";
import { join } from "node:path";

/** Expands `~` and `~/x` to the user's home, if the shell has not done so. */
export function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

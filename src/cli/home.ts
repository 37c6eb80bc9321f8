import { homedir } from "node:os";
import { join } from "node:path";

/** `~` and `~/x` for the user's home, where a shell has not replaced them already. */
export function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of npm in a package folder; `undefined` if there is none. */
export function npmVersion(npm: string): string | undefined {
  try {
    const data: unknown = JSON.parse(readFileSync(join(npm, "package.json"), "utf8"));
    return typeof data === "object" && data !== null && "version" in data
      ? String(data.version)
      : undefined;
  } catch {
    return undefined;
  }
}

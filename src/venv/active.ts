import { join } from "node:path";
import { readRecord } from "./record.ts";

/** An environment that a shell has entered. */
export interface ActiveVenv {
  readonly directory: string;
  readonly prompt: string;
}

/**
 * The active environment. `MKWEB_VENV` alone is not enough: a login shell started inside one keeps the
 * variable but resets PATH, so both are compared.
 */
export function activeVenv(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): ActiveVenv | undefined {
  const directory = env["MKWEB_VENV"];
  if (!directory) return undefined;
  const [bin, delimiter] = platform === "win32" ? ["Scripts", ";"] : ["bin", ":"];
  const entries = (env["PATH"] ?? env["Path"] ?? "").split(delimiter);
  const record = entries.includes(join(directory, bin)) ? readRecord(directory) : undefined;
  return record && { directory, prompt: env["MKWEB_VENV_PROMPT"] ?? record.prompt };
}

import { readFileSync } from "node:fs";
import { homedir } from "node:os";

/** Everything that creating an environment depends on, read once at the start. */
export interface Machine {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Node that runs us. */
  readonly execPath: string;
  /** Its version, without the v. */
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly home: string;
  /** Separator of PATH. */
  readonly delimiter: ":" | ";";
  /** Whether the C library is musl, for which the registry has no Node. */
  readonly musl: boolean;
  /** Aborted when the user stops the command. */
  readonly signal: AbortSignal;
}

export function thisMachine(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Machine {
  const { execPath, platform, arch } = process;
  return {
    cwd,
    env,
    execPath,
    nodeVersion: process.versions.node,
    platform,
    arch,
    home: homedir(),
    delimiter: platform === "win32" ? ";" : ":",
    musl: platform === "linux" && usesMusl(),
    signal,
  };
}

/** A program names the loader of its C library; this file is read, not run. */
function usesMusl(): boolean {
  try {
    return readFileSync("/usr/bin/ldd", "latin1").includes("musl");
  } catch {
    return false;
  }
}

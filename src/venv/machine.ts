import { readFileSync } from "node:fs";
import { homedir } from "node:os";

/** What making an environment depends on, gathered once where a run starts. */
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
  /** PATH's separator. */
  readonly delimiter: ":" | ";";
  /** Whether the C library is musl, for which the registry has no Node. */
  readonly musl: boolean;
  /** Aborted when the user has had enough. */
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

/** The loader a program names says which C library it wants; this file is read, not run. */
function usesMusl(): boolean {
  try {
    return readFileSync("/usr/bin/ldd", "latin1").includes("musl");
  } catch {
    return false;
  }
}

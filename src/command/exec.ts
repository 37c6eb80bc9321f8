import { MkwebError } from "../errors.ts";

export interface ProgramOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The program's whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lets the user see what the program prints, on stderr. Default: it is kept for the result. */
  readonly visible?: boolean;
}

export interface ProgramResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean;
  readonly stdout: string;
  /** Everything it printed, for a report of its failure. */
  readonly all: string;
  /** Whether there is such a program. */
  readonly found: boolean;
}

/** Runs another program to its end. Its failure is a result, not an error. */
export async function runProgram(
  file: string,
  args: readonly string[],
  { cwd, signal, env, visible = false }: ProgramOptions,
): Promise<ProgramResult> {
  const { execa } = await import("execa");
  const result = await execa(file, args, {
    cwd,
    cancelSignal: signal,
    reject: false,
    stdin: "ignore",
    env,
    extendEnv: false,
    ...(visible ? { stdout: process.stderr, stderr: process.stderr } : { all: true }),
  });
  if (result.isCanceled) {
    throw new MkwebError("MKWEB_INTERRUPTED", `Stopped while ${file} was running.`);
  }
  return {
    ok: !result.failed,
    stdout: typeof result.stdout === "string" ? result.stdout : "",
    all: typeof result.all === "string" ? result.all : "",
    found: result.code !== "ENOENT",
  };
}

import { MkwebError } from "../errors.ts";

export interface ProgramOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The program's whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lets the user see what the program prints, on stderr. Default: it is kept for the result. */
  readonly visible?: boolean;
  /** Told when the user stops it, after that it was stopped: how things stand then. */
  readonly interrupted?: string;
  /** How long it may run, in milliseconds. Default: as long as it takes. */
  readonly timeoutMs?: number;
}

export interface ProgramResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean;
  readonly stdout: string;
  /** Everything it printed, for a report of its failure. */
  readonly all: string;
  /** Whether there is such a program. */
  readonly found: boolean;
  /** Whether it was ended because it ran too long. */
  readonly timedOut: boolean;
}

/** How much later than the program this process may be told of a Ctrl-C. */
const GRACE_MS = 2000;

/** Runs another program to its end. Its failure is a result, not an error. */
export async function runProgram(
  file: string,
  args: readonly string[],
  { cwd, signal, env, visible = false, interrupted = "", timeoutMs = 0 }: ProgramOptions,
): Promise<ProgramResult> {
  const { execa } = await import("execa");
  const result = await execa(file, args, {
    cwd,
    cancelSignal: signal,
    // It would end this process by the signal as well, before a word could be said.
    cleanup: false,
    timeout: timeoutMs,
    reject: false,
    stdin: "ignore",
    env,
    extendEnv: false,
    ...(visible ? { stdout: process.stderr, stderr: process.stderr } : { all: true }),
  });
  // Ctrl-C reaches the program and this process in either order.
  if (result.signal === "SIGINT" || result.exitCode === 130) await abortOf(signal, GRACE_MS);
  if (result.isCanceled || signal.aborted) {
    const message = `Stopped while ${file} was running. ${interrupted}`.trimEnd();
    throw new MkwebError("MKWEB_INTERRUPTED", message);
  }
  return {
    ok: !result.failed,
    stdout: typeof result.stdout === "string" ? result.stdout : "",
    all: typeof result.all === "string" ? result.all : "",
    found: result.code !== "ENOENT",
    timedOut: result.timedOut,
  };
}

export interface BytesOptions extends Pick<ProgramOptions, "cwd" | "signal" | "env"> {
  /** What the program reads from its standard input. Default: nothing. */
  readonly input?: Uint8Array;
  /** The most it may print to stdout, in bytes; one that prints more is ended. */
  readonly limit: number;
  /** How long it may run, in milliseconds. */
  readonly timeoutMs: number;
}

export interface BytesResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean;
  /** What it printed to stdout. */
  readonly bytes: Uint8Array;
  readonly stderr: string;
  /** Whether there is such a program. */
  readonly found: boolean;
  /** Whether it was ended because it printed too much. */
  readonly isTooLarge: boolean;
}

/**
 * Runs another program that prints bytes to its end. Its failure is a result, not an error.
 *
 * @throws {MkwebError} `MKWEB_INTERRUPTED`.
 */
export async function runForBytes(
  file: string,
  args: readonly string[],
  { cwd, signal, env, input, limit, timeoutMs }: BytesOptions,
): Promise<BytesResult> {
  const { execa } = await import("execa");
  const child = execa(file, args, {
    cwd,
    cancelSignal: signal,
    cleanup: false,
    timeout: timeoutMs,
    reject: false,
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    env,
    extendEnv: false,
    encoding: "buffer",
    // Its own collecting takes a minute for 80 MB in small pieces.
    buffer: { stdout: false },
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  child.stdout.on("data", (piece: Uint8Array) => {
    size += piece.length;
    if (size > limit) child.kill();
    else pieces.push(piece);
  });
  const result = await child;
  const isTooLarge = size > limit;
  if (!isTooLarge && (result.isCanceled || signal.aborted)) {
    throw new MkwebError("MKWEB_INTERRUPTED", `Stopped while ${file} was running.`);
  }
  return {
    ok: !result.failed,
    bytes: Buffer.concat(pieces),
    stderr: Buffer.from(result.stderr).toString("utf8"),
    found: result.code !== "ENOENT",
    isTooLarge,
  };
}

/** Waits until a signal is aborted, but not for ever. */
async function abortOf(signal: AbortSignal, milliseconds: number): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

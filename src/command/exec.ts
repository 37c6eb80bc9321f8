import { MkwebError } from "../errors.ts";

export interface ProgramOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The program's whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shows the program's output on stderr. Default: it is collected for the result. */
  readonly visible?: boolean;
  /** Sentence for the user after stopping the program: the resulting state. */
  readonly interrupted?: string;
  /** Timeout in milliseconds. Default: none. */
  readonly timeoutMs?: number;
}

export interface ProgramResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean;
  readonly stdout: string;
  /** Everything it printed, to report a failure. */
  readonly all: string;
  /** Whether the program exists. */
  readonly found: boolean;
  /** Whether it was stopped by the timeout. */
  readonly timedOut: boolean;
}

/** Longest delay, in ms, between the program and this process receiving a Ctrl-C. */
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
    // Otherwise execa would end this process by the signal before it can report.
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
  /** The program's standard input. Default: empty. */
  readonly input?: Uint8Array;
  /** Most bytes it may print to stdout; a program that prints more is stopped. */
  readonly limit: number;
  /** Timeout in milliseconds. */
  readonly timeoutMs: number;
}

export interface BytesResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean;
  /** Its output on stdout. */
  readonly bytes: Uint8Array;
  readonly stderr: string;
  /** Whether the program exists. */
  readonly found: boolean;
  /** Whether it was stopped because it printed too much. */
  readonly isTooLarge: boolean;
}

/**
 * Runs another program with binary output to its end. Its failure is a result, not an error.
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
    // execa's own buffering takes a minute for 80 MB in small pieces.
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

/** Waits until a signal is aborted, up to a limit. */
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

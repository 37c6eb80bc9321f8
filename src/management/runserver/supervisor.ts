import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { realEnvironment } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import {
  SERVER_PORT,
  SERVER_PROCESS,
  toError,
  type ServerFacts,
  type ServerMessage,
} from "./messages.ts";
import { watchSources } from "./watch.ts";

export interface SupervisorOptions {
  readonly root: URL;
  /** The script and arguments of the server process. */
  readonly script: string;
  readonly argv: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Called each time a server listens. */
  readonly onListening: (facts: ServerFacts) => void;
  /** Whether a program waits: the first server has to start, and stdout is not for what it prints. */
  readonly forProgram: boolean;
}

/** Editors write a file in several steps, and several files at once. */
const SETTLE_MS = 60;
/** What the project left open, a timer or a connection, must not keep a stopped server alive. */
const PATIENCE_MS = 5000;

/**
 * Runs the server in a process of its own and replaces it whenever a source file changes.
 *
 * A server that cannot start, because of a syntax error, is started again at the next change. The old
 * process finishes its requests while the new one already listens. Resolves once `signal` is aborted.
 *
 * @throws {MkwebError} What the server says no change of the sources can cure; for a program, why the first
 *   one does not start.
 */
export async function supervise({
  root,
  script,
  argv,
  signal,
  say,
  onListening,
  forProgram,
}: SupervisorOptions): Promise<void> {
  const running = new Set<ChildProcess>();
  let current: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let mustStart = forProgram;
  let port: string | undefined;
  const done = Promise.withResolvers<void>();

  function start(): void {
    let listened = false;
    let incurable = false;
    const child = fork(script, argv, {
      env: { ...realEnvironment(), [SERVER_PROCESS]: "true", [SERVER_PORT]: port },
      stdio: ["inherit", forProgram ? 2 : "inherit", "inherit", "ipc"],
    });
    current = child;
    running.add(child);
    child.on("message", (message: ServerMessage) => {
      if (message === "closed") return;
      if ("listening" in message) {
        listened = true;
        mustStart = false;
        port = String(message.listening.port);
        onListening(message.listening);
      } else if (mustStart || !message.curable) {
        incurable = true;
        done.reject(toError(message));
      }
    });
    child.on("exit", () => {
      running.delete(child);
      if (current !== child || incurable || signal.aborted) return;
      current = undefined;
      // A server that ran and broke runs again; one that cannot start waits for its cure.
      if (listened) start();
      else if (mustStart) done.reject(endedEarly());
      else say("The server starts again when a file changes.");
    });
  }

  async function restart(path: string): Promise<void> {
    if (signal.aborted) return;
    const old = current;
    current = undefined;
    if (old) await stopListening(old);
    say(`${path} changed, reloading.`);
    start();
  }

  let restarting = Promise.resolve();
  const changed = (path: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (restarting = restarting.then(() => restart(path))), SETTLE_MS);
  };
  signal.addEventListener("abort", () => done.resolve());
  start();
  const unwatch = await watchSources(fileURLToPath(root), changed);
  try {
    await done.promise;
  } finally {
    clearTimeout(timer);
    unwatch();
    await Promise.all([...running].map(end));
  }
}

function endedEarly(): MkwebError {
  return new MkwebError("MKWEB_CANNOT_RUN", "The server ended before it listened.", {
    hint: "Run it without --json to see what it says.",
  });
}

/** Asks a server to stop; resolves as soon as its port is free. */
function stopListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on("message", (message) => {
      if (message === "closed") resolve();
    });
    void end(child).then(resolve);
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

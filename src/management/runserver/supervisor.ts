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
  /** Script and arguments of the server process. */
  readonly script: string;
  readonly argv: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Called each time a server starts to listen. */
  readonly onListening: (facts: ServerFacts) => void;
  /** Whether a program waits for it: the first server must start, and must not print to stdout. */
  readonly forProgram: boolean;
}

/** Editors write a file in several steps, and several files at once. */
const SETTLE_MS = 60;
/** Grace period in ms: timers or connections that the project left open must not keep a stopped server alive. */
const PATIENCE_MS = 5000;

/**
 * Runs the server in a separate process and replaces it whenever a source file changes.
 *
 * A server that cannot start, for example because of a syntax error, is started again at the next change. The
 * old process finishes its requests while the new one already listens. Resolves once `signal` is aborted.
 *
 * @throws {MkwebError} Errors that no change of the sources can fix; for a program, any error that keeps the
 *   first server from starting.
 */
export async function supervise(options: SupervisorOptions): Promise<void> {
  const supervisor = new Supervisor(options);
  supervisor.start();
  const unwatch = await watchSources(fileURLToPath(options.root), (path) =>
    supervisor.changed(path),
  );
  try {
    await supervisor.done;
  } finally {
    unwatch();
    await supervisor.end();
  }
}

/** A server process from its start to its end. */
interface Run {
  readonly child: ChildProcess;
  listened: boolean;
  incurable: boolean;
}

class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #running = new Set<ChildProcess>();
  readonly #done = Promise.withResolvers<void>();
  #current: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #restarting = Promise.resolve();
  #mustStart: boolean;
  #port: string | undefined;
  /** No server may start any more. */
  #isOver = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#mustStart = options.forProgram;
    options.signal.addEventListener("abort", () => {
      this.#isOver = true;
      this.#done.resolve();
    });
  }

  /** Settles when there is nothing more to supervise. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  start(): void {
    const { script, argv, forProgram } = this.#options;
    const child = fork(script, argv, {
      env: { ...realEnvironment(), [SERVER_PROCESS]: "true", [SERVER_PORT]: this.#port },
      stdio: ["inherit", forProgram ? 2 : "inherit", "inherit", "ipc"],
    });
    const run: Run = { child, listened: false, incurable: false };
    this.#current = child;
    this.#running.add(child);
    child.on("message", (message: ServerMessage) => this.#heard(run, message));
    child.on("exit", () => this.#exited(run));
  }

  #heard(run: Run, message: ServerMessage): void {
    if (message === "closed") return;
    if ("listening" in message) {
      run.listened = true;
      this.#mustStart = false;
      this.#port = String(message.listening.port);
      this.#options.onListening(message.listening);
    } else if (this.#mustStart || !message.curable) {
      run.incurable = true;
      this.#done.reject(toError(message));
    }
  }

  #exited({ child, listened, incurable }: Run): void {
    this.#running.delete(child);
    if (this.#current !== child || incurable || this.#isOver) return;
    this.#current = undefined;
    // A server that crashed while running restarts; a server that cannot start waits for a change.
    if (listened) this.start();
    else if (this.#mustStart) this.#done.reject(endedEarly());
    else this.#options.say("The server starts again when a file changes.");
  }

  changed(path: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#restarting = this.#restarting.then(() => this.#restart(path));
    }, SETTLE_MS);
  }

  async #restart(path: string): Promise<void> {
    if (this.#isOver) return;
    const old = this.#current;
    this.#current = undefined;
    if (old) await stopListening(old);
    // Stopped meanwhile: a server that started now would outlive this process.
    if (this.#isOver) return;
    this.#options.say(`${path} changed, reloading.`);
    this.start();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await Promise.all([...this.#running].map(end));
  }
}

function endedEarly(): MkwebError {
  return new MkwebError("MKWEB_CANNOT_RUN", "The server exited before it started to listen.", {
    hint: "Run it without --json to see its output.",
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

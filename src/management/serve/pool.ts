import cluster, { type ClusterSettings, type Worker } from "node:cluster";
import { setImmediate } from "node:timers/promises";
import { realEnvironment } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import type { HandOver } from "./hand-over.ts";
import { isWorkerMessage, STOP, toError, WORKER_TASK, type WorkerTask } from "./messages.ts";

/** Longest time a worker may take to start, in ms. */
const START_MS = 60_000;
/** Time a worker may still run after its grace period, in ms. */
const PATIENCE_MS = 2000;

/** One serving process. */
export interface Member {
  readonly pid: number;
}

export interface PoolOptions {
  /** The task of every worker. */
  readonly task: Omit<WorkerTask, "checks">;
  /** Passes connections to the workers. */
  readonly handOver: HandOver;
  /** Settings for starting workers. */
  readonly settings: ClusterSettings;
  /** How long requests may continue in a worker that is told to stop, in ms. */
  readonly gracePeriodMs: number;
  /** Called when a running worker ends without being told to, with its running time. */
  readonly onEnd: (member: Member, how: string, atWorkMs: number) => void;
}

/** The worker processes of a server. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #ready = new Map<Member, Worker>();
  readonly #starting = new Set<Worker>();
  readonly #stopping = new Set<Worker>();

  constructor(options: PoolOptions) {
    this.#options = options;
    cluster.setupPrimary(options.settings);
  }

  /** Workers that answer requests and are not stopping. */
  get ready(): readonly Member[] {
    return [...this.#ready.keys()];
  }

  /** Number of workers that answer requests or are starting. */
  get count(): number {
    return this.#ready.size + this.#starting.size;
  }

  /**
   * Starts a worker; resolves once it answers requests.
   *
   * @param checks Whether to check the project first.
   * @throws {MkwebError} Why it cannot start.
   */
  start(checks: boolean): Promise<Member> {
    const { promise, resolve, reject } = Promise.withResolvers<Member>();
    const worker = cluster.fork(environmentFor({ ...this.#options.task, checks }));
    const pid = worker.process.pid ?? 0;
    this.#starting.add(worker);
    const failed = (error: unknown): void => {
      clearTimeout(timer);
      this.#starting.delete(worker);
      reject(error);
      // Open resources may keep it alive.
      worker.process.kill("SIGKILL");
    };
    const timer = setTimeout(() => failed(tooSlow(pid)), START_MS);
    worker.on("message", (message: unknown) => {
      if (!isWorkerMessage(message)) return;
      if ("failed" in message) return failed(toError(message.failed));
      if (!("ready" in message)) return;
      clearTimeout(timer);
      if (this.#starting.delete(worker)) resolve(this.#welcome(worker));
    });
    worker.on("error", failed);
    worker.once("exit", (status, signal) => {
      clearTimeout(timer);
      this.#starting.delete(worker);
      this.#stopping.delete(worker);
      reject(endedEarly(pid, howItEnded(status, signal)));
    });
    return promise;
  }

  #welcome(worker: Worker): Member {
    const { handOver } = this.#options;
    const member = { pid: worker.process.pid ?? 0 };
    const since = performance.now();
    const ended = (how: string): void => {
      if (this.#ready.delete(member)) this.#options.onEnd(member, how, performance.now() - since);
    };
    this.#ready.set(member, worker);
    worker.once("exit", (status, signal) => ended(howItEnded(status, signal)));
    worker.once("exit", () => void whenHeard().then(() => handOver.lost(worker)));
    worker.on("message", (message: unknown) => {
      if (!isWorkerMessage(message)) return;
      if ("took" in message) handOver.taken(worker);
      if (!("ends" in message)) return;
      handOver.lost(worker);
      if (!this.#ready.has(member)) return;
      ended(message.ends);
      this.#stopping.add(worker);
      void this.#end(worker);
    });
    handOver.add(worker);
    return member;
  }

  /** Lets a worker finish its requests; resolves when it has exited. */
  stop(member: Member): Promise<void> {
    const worker = this.#ready.get(member);
    if (!worker) return Promise.resolve();
    this.#ready.delete(member);
    this.#options.handOver.remove(worker);
    this.#stopping.add(worker);
    return this.#end(worker);
  }

  /**
   * Lets all workers finish their requests; resolves when the last has exited. Workers that do not serve yet
   * end at once.
   */
  async stopAll(): Promise<void> {
    for (const worker of this.#starting) worker.process.kill("SIGKILL");
    const ended = [...this.#starting, ...this.#stopping].map(gone);
    await Promise.all([...ended, ...this.ready.map((member) => this.stop(member))]);
  }

  /** Kills all workers, even with running requests. */
  killAll(): void {
    for (const worker of [...this.#ready.values(), ...this.#starting, ...this.#stopping]) {
      worker.process.kill("SIGKILL");
    }
  }

  #end(worker: Worker): Promise<void> {
    const latest = this.#options.gracePeriodMs + PATIENCE_MS;
    const timer = setTimeout(() => worker.process.kill("SIGKILL"), latest);
    worker.once("exit", () => clearTimeout(timer));
    // It may be about to exit by itself.
    if (worker.isConnected()) worker.send(STOP, () => undefined);
    return gone(worker);
  }
}

function gone(worker: Worker): Promise<void> {
  if (worker.isDead()) return Promise.resolve();
  return new Promise((resolve) => worker.once("exit", () => resolve()));
}

/** The last message of a process may arrive one turn of the event loop after its end. */
async function whenHeard(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await setImmediate();
}

/**
 * This process's original environment, so that a worker reads `.env` again, without variables meant for the
 * primary.
 */
function environmentFor(task: WorkerTask): NodeJS.ProcessEnv {
  const own = Object.keys(process.env).map((name) => [name, undefined] as const);
  const { LISTEN_FDS: _fds, LISTEN_PID: _pid, NOTIFY_SOCKET: _notify, ...env } = realEnvironment();
  return { ...Object.fromEntries(own), ...env, [WORKER_TASK]: JSON.stringify(task) };
}

function howItEnded(status: number | null, signal: string | null): string {
  return signal ? `was ended by ${signal}` : `ended with status ${status}`;
}

function endedEarly(pid: number, how: string): MkwebError {
  return new MkwebError("MKWEB_CANNOT_RUN", `Worker ${pid} ${how} before it started to listen.`, {
    hint: "Run it with --workers 1 to see its output.",
  });
}

function tooSlow(pid: number): MkwebError {
  return new MkwebError(
    "MKWEB_CANNOT_RUN",
    `Worker ${pid} did not start to listen within ${START_MS / 1000} s.`,
    { hint: "Check what settings, apps and URLs wait for while they load." },
  );
}

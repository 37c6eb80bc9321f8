import cluster, { type ClusterSettings, type Worker } from "node:cluster";
import { setImmediate } from "node:timers/promises";
import { realEnvironment } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import type { HandOver } from "./hand-over.ts";
import { isWorkerMessage, STOP, toError, WORKER_TASK, type WorkerTask } from "./messages.ts";

/** How long a worker may take until it answers, in ms. */
const START_MS = 60_000;
/** How long after its grace period a worker may still be there, in ms. */
const PATIENCE_MS = 2000;

/** One process that serves. */
export interface Member {
  readonly pid: number;
}

export interface PoolOptions {
  /** What every worker is to do. */
  readonly task: Omit<WorkerTask, "checks">;
  /** Gives them their connections. */
  readonly handOver: HandOver;
  /** How workers are started. */
  readonly settings: ClusterSettings;
  /** How long requests may go on in a worker that is told to stop, in ms. */
  readonly gracePeriodMs: number;
  /** Called when a worker that answered ends without being told to, with how long it had answered. */
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

  /** Those that answer requests and go on with it. */
  get ready(): readonly Member[] {
    return [...this.#ready.keys()];
  }

  /** How many answer requests or are about to. */
  get count(): number {
    return this.#ready.size + this.#starting.size;
  }

  /**
   * Starts a worker; resolves once it answers.
   *
   * @param checks Whether it checks the project first.
   * @throws {MkwebError} Why it does not.
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
      // What it has opened may keep it alive.
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

  /** Has a worker answer what it has; resolves when it is gone. */
  stop(member: Member): Promise<void> {
    const worker = this.#ready.get(member);
    if (!worker) return Promise.resolve();
    this.#ready.delete(member);
    this.#options.handOver.remove(worker);
    this.#stopping.add(worker);
    return this.#end(worker);
  }

  /** Has all workers answer what they have; resolves when the last is gone. Those that do not serve yet end at once. */
  async stopAll(): Promise<void> {
    for (const worker of this.#starting) worker.process.kill("SIGKILL");
    const ended = [...this.#starting, ...this.#stopping].map(gone);
    await Promise.all([...ended, ...this.ready.map((member) => this.stop(member))]);
  }

  /** Ends all workers, whatever they are at. */
  killAll(): void {
    for (const worker of [...this.#ready.values(), ...this.#starting, ...this.#stopping]) {
      worker.process.kill("SIGKILL");
    }
  }

  #end(worker: Worker): Promise<void> {
    const latest = this.#options.gracePeriodMs + PATIENCE_MS;
    const timer = setTimeout(() => worker.process.kill("SIGKILL"), latest);
    worker.once("exit", () => clearTimeout(timer));
    // It may be about to end by itself.
    if (worker.isConnected()) worker.send(STOP, () => undefined);
    return gone(worker);
  }
}

function gone(worker: Worker): Promise<void> {
  if (worker.isDead()) return Promise.resolve();
  return new Promise((resolve) => worker.once("exit", () => resolve()));
}

/** What a process said last may be read a turn of the event loop after its end. */
async function whenHeard(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await setImmediate();
}

/** As this process was given it, so that a worker reads `.env` anew; what is meant for the primary alone is left out. */
function environmentFor(task: WorkerTask): NodeJS.ProcessEnv {
  const own = Object.keys(process.env).map((name) => [name, undefined] as const);
  const { LISTEN_FDS: _fds, LISTEN_PID: _pid, NOTIFY_SOCKET: _notify, ...env } = realEnvironment();
  return { ...Object.fromEntries(own), ...env, [WORKER_TASK]: JSON.stringify(task) };
}

function howItEnded(status: number | null, signal: string | null): string {
  return signal ? `was ended by ${signal}` : `ended with status ${status}`;
}

function endedEarly(pid: number, how: string): MkwebError {
  return new MkwebError("MKWEB_CANNOT_RUN", `Worker ${pid} ${how} before it listened.`, {
    hint: "Run it with --workers 1 to see what it says.",
  });
}

function tooSlow(pid: number): MkwebError {
  return new MkwebError(
    "MKWEB_CANNOT_RUN",
    `Worker ${pid} did not listen within ${START_MS / 1000} s.`,
    { hint: "Look for what settings, apps and URLs wait for while they are loaded." },
  );
}

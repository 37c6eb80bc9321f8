import { setTimeout as wait } from "node:timers/promises";
import type { Output } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import type { Bind } from "../../server/index.ts";
import { BackOff } from "./back-off.ts";
import { HandOver } from "./hand-over.ts";
import { Pool, type Member, type PoolOptions } from "./pool.ts";

export interface PrimaryOptions extends Omit<PoolOptions, "onEnd" | "handOver"> {
  /** Addresses to listen on. */
  readonly binds: readonly Bind[];
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly out: Pick<Output, "note">;
  /** Called once all workers answer requests. */
  readonly onReady: (addresses: readonly string[]) => void;
  /** Called when replacing the workers begins and ends. */
  readonly onReload: (state: "begun" | "done") => void;
}

/** Keeps a number of workers running: replaces those that end, and all of them on request. */
export class Primary {
  readonly #options: PrimaryOptions;
  readonly #handOver = new HandOver();
  readonly #pool: Pool;
  readonly #backOff = new BackOff();
  readonly #ended = Promise.withResolvers<void>();
  #isStopping = false;
  #isFilling = false;
  #reloads = 0;

  constructor(options: PrimaryOptions) {
    this.#options = options;
    this.#pool = new Pool({ ...options, handOver: this.#handOver, onEnd: this.#onEnd });
    options.signal.addEventListener("abort", () => this.#ended.resolve());
    if (options.signal.aborted) this.#ended.resolve();
  }

  /**
   * Starts the workers, the first alone, because an error that stops it stops all. Resolves when the last has
   * exited after the server was told to stop.
   *
   * @throws {MkwebError} The project cannot be served, or its workers end right after they start.
   */
  async run(): Promise<void> {
    const started = this.#start();
    started.catch(this.#ended.reject);
    try {
      await this.#ended.promise;
    } finally {
      this.#isStopping = true;
      await this.#handOver.close();
      await this.#pool.stopAll();
    }
  }

  /**
   * Replaces all workers one after another; each exits once its replacement is ready. A call meanwhile starts
   * over.
   */
  reload(): void {
    this.#reloads += 1;
    if (this.#reloads === 1) void this.#reload();
  }

  /** Kills all workers, even with running requests. */
  kill(): void {
    this.#pool.killAll();
  }

  async #start(): Promise<void> {
    const { binds, workers, out, onReady } = this.#options;
    await this.#pool.start(true);
    if (this.#isStopping) return;
    const addresses = await this.#handOver.open(binds, ({ message }) =>
      out.note(`A connection could not be accepted: ${message}`),
    );
    const others = Array.from({ length: workers - 1 }, () => this.#pool.start(false));
    await Promise.all(others);
    if (!this.#isStopping) onReady(addresses);
  }

  readonly #onEnd = ({ pid }: Member, how: string, atWorkMs: number): void => {
    if (this.#isStopping) return;
    this.#options.out.note(`Worker ${pid} ${how}.`);
    this.#backOff.ended(atWorkMs);
    void this.#fill();
  };

  /** Starts workers until there are enough. */
  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    const isShort = (): boolean => !this.#isStopping && this.#pool.count < this.#options.workers;
    while (isShort()) {
      await wait(this.#backOff.delayMs, undefined, { signal: this.#options.signal }).catch(
        () => {},
      );
      if (isShort()) await this.#startOne();
    }
    this.#isFilling = false;
  }

  async #startOne(): Promise<void> {
    const { note } = this.#options.out;
    try {
      const { pid } = await this.#pool.start(false);
      note(`Worker ${pid} replaced it.`);
    } catch (error) {
      if (this.#isStopping) return;
      this.#backOff.ended(0);
      note(said(error));
      if (this.#backOff.isExhausted && this.#pool.ready.length === 0) this.#ended.reject(error);
    }
  }

  async #reload(): Promise<void> {
    const { out, onReload, workers } = this.#options;
    onReload("begun");
    while (this.#reloads > 0 && !this.#isStopping) {
      this.#reloads = 1;
      out.note(`Replacing ${workers} workers, one by one.`);
      try {
        await this.#replaceAll();
        if (!this.#isStopping) out.note("All workers have been replaced.");
      } catch (error) {
        if (!this.#isStopping) out.note(`${said(error)}\nThe current workers continue.`);
      }
      this.#reloads -= 1;
    }
    if (!this.#isStopping) onReload("done");
    void this.#fill();
  }

  async #replaceAll(): Promise<void> {
    let checks = true;
    for (const old of this.#pool.ready) {
      // It may have ended meanwhile and already been replaced.
      if (this.#isStopping || !this.#pool.ready.includes(old)) continue;
      await this.#pool.start(checks);
      checks = false;
      await this.#pool.stop(old);
    }
  }
}

function said(error: unknown): string {
  if (!(error instanceof MkwebError)) return String(error);
  return `${error.message} [${error.code}]${error.hint === undefined ? "" : `\nhint: ${error.hint}`}`;
}

import type { MaybePromise } from "../../values/index.ts";
import type { RequestSource } from "./source.ts";

/**
 * What lasts as long as one request: the signal that says nobody waits for the answer any more, and what is
 * to be given back at the end. Most requests use neither, and then it holds nothing.
 */
export class RequestLife {
  readonly #source: RequestSource;
  #closers: (() => unknown)[] | undefined;
  #controller: AbortController | undefined;
  #reason: Error | undefined;
  #draining: AbortSignal | undefined;

  constructor(source: RequestSource) {
    this.#source = source;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#watched();
    return this.#controller.signal;
  }

  /** Never aborted where no server of ours took the request. */
  get draining(): AbortSignal {
    return (this.#draining ??= this.#source.draining ?? new AbortController().signal);
  }

  #watched(): AbortController {
    const controller = new AbortController();
    if (this.#reason) controller.abort(this.#reason);
    else {
      const stop = this.#source.onDisconnect?.(() => controller.abort());
      if (stop) this.onClose(stop);
    }
    return controller;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  onClose(closer: () => unknown): void {
    (this.#closers ??= []).push(closer);
  }

  /** @throws What went wrong with the first that could not be given back; the others are all the same. */
  close(): MaybePromise<void> {
    const closers = this.#closers;
    this.#closers = undefined;
    return closers && runAll(closers);
  }
}

async function runAll(closers: readonly (() => unknown)[]): Promise<void> {
  const outcomes = await Promise.allSettled(closers.map(async (closer) => closer()));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

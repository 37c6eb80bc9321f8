import type { MaybePromise } from "../../values/index.ts";
import type { RequestSource } from "./source.ts";

/**
 * Resources that last as long as one request: the signal that nobody waits for the answer any more, and functions to
 * call at the end. Most requests use neither, so both are created lazily.
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

  /** Never aborted if the request did not come through mkweb's server. */
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

  /** @throws The first error of a closer; all closers are called. */
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

import type { Settings } from "../../conf/index.ts";
import { traceWhereWanted } from "./open-telemetry.ts";
import { servingLog, type ServingLogOptions } from "./serving-log.ts";
import type { RequestWatcher, WatchedOutput } from "./watching.ts";

/** Watches requests through fetch as a server watches its own, until the process ends. */
export async function fetchWatcher(
  settings: Settings,
  options: ServingLogOptions,
): Promise<RequestWatcher> {
  await traceWhereWanted();
  return servingLog(settings, options);
}

/** Tracks an answer that the platform sends: when it was read completely, or given up. */
export class FetchOutput implements WatchedOutput {
  /** Whether all of it was read. */
  writableFinished = false;
  readonly socket = { bytesWritten: 0, destroyed: false };
  readonly #listeners: (() => void)[] = [];

  once(_event: "close", listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Counts a part that was read. */
  took(bytes: number): void {
    this.socket.bytesWritten += bytes;
  }

  /** Marks the end; only the first call counts. */
  end(isWhole: boolean): void {
    if (this.socket.destroyed) return;
    this.socket.destroyed = true;
    this.writableFinished = isWhole;
    for (const listener of this.#listeners) listener();
  }
}

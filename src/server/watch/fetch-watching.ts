import type { Settings } from "../../conf/index.ts";
import { traceWhereWanted } from "./open-telemetry.ts";
import { servingLog, type ServingLogOptions } from "./serving-log.ts";
import type { RequestWatcher, WatchedOutput } from "./watching.ts";

/** Sees the requests that come through fetch as a server sees its own, from the first one to the end of the process. */
export async function fetchWatcher(
  settings: Settings,
  options: ServingLogOptions,
): Promise<RequestWatcher> {
  await traceWhereWanted();
  return servingLog(settings, options);
}

/** What is known of an answer that the platform sends: when it was taken whole, or given up. */
export class FetchOutput implements WatchedOutput {
  /** Whether all of it was taken. */
  writableFinished = false;
  readonly socket = { bytesWritten: 0, destroyed: false };
  readonly #listeners: (() => void)[] = [];

  once(_event: "close", listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Counts a piece that was taken. */
  took(bytes: number): void {
    this.socket.bytesWritten += bytes;
  }

  /** Says that it is over; only the first time counts. */
  end(isWhole: boolean): void {
    if (this.socket.destroyed) return;
    this.socket.destroyed = true;
    this.writableFinished = isWhole;
    for (const listener of this.#listeners) listener();
  }
}

import { closeSync, openSync, writeSync } from "node:fs";
import { errorCodeOf } from "../platform/index.ts";
import type { LogHandler } from "./handler.ts";
import type { LogRecord } from "./record.ts";

/** Destination of log lines. */
export interface LineSink {
  /** Writes whole lines synchronously, so that none is lost when the process ends. */
  write(lines: string): void;
  close(): void;
}

/** How often, and for how many ms each, to wait for a reader slower than the log. */
const ATTEMPTS = 200;
const PAUSE = 5;

/**
 * Standard output or error. Lines are dropped if nobody can read them: the pipe's reader has gone, or has read nothing
 * for a second.
 */
export function descriptorSink(descriptor: number): LineSink {
  return {
    write: (lines) => writeAll(descriptor, lines, true),
    close: () => undefined,
  };
}

/** Appends to a file; several processes may share it, as lines are written whole. */
export function fileSink(path: string): LineSink {
  const descriptor = openSync(path, "a");
  return {
    write: (lines) => writeAll(descriptor, lines, false),
    close: () => closeSync(descriptor),
  };
}

/** Creates a handler that writes each formatted record. */
export function writing(format: (record: LogRecord) => string, sink: LineSink): LogHandler {
  return {
    emit: (record) => sink.write(format(record)),
    close: () => sink.close(),
  };
}

function writeAll(descriptor: number, lines: string, dropsUnread: boolean): void {
  let rest: Uint8Array = Buffer.from(lines);
  for (let attempt = 0; rest.length > 0 && attempt < ATTEMPTS; attempt += 1) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = errorCodeOf(error);
      if (code === "EPIPE" && dropsUnread) return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

import { closeSync, openSync, writeSync } from "node:fs";
import { errorCodeOf } from "../platform/index.ts";
import type { LogHandler } from "./handler.ts";
import type { LogRecord } from "./record.ts";

/** Where lines go. */
export interface LineSink {
  /** Writes whole lines before it returns, so that none is lost when the process ends. */
  write(lines: string): void;
  close(): void;
}

/** How often, and how long in ms, a reader that is slower than the log is waited for. */
const ATTEMPTS = 200;
const PAUSE = 5;

/**
 * Standard output or error. Lines that nobody can read any more are dropped: a pipe whose reader has gone, or takes
 * nothing for a second.
 */
export function descriptorSink(descriptor: number): LineSink {
  return {
    write: (lines) => writeAll(descriptor, lines, true),
    close: () => undefined,
  };
}

/** A file that is added to; several processes may share it, each line stays whole. */
export function fileSink(path: string): LineSink {
  const descriptor = openSync(path, "a");
  return {
    write: (lines) => writeAll(descriptor, lines, false),
    close: () => closeSync(descriptor),
  };
}

/** A handler that writes each record as `format` has it. */
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

import { fstatSync, writeSync } from "node:fs";
import { errorCodeOf } from "../platform/index.ts";
import type { Sink } from "./terminal.ts";

/**
 * Writes to standard output or error by descriptor number. Loading Node's own streams takes a third of a
 * command's start-up, so they are used only to measure a terminal.
 */
export function descriptorSink(descriptor: 1 | 2): Sink {
  const stream = (): NodeJS.WriteStream => (descriptor === 1 ? process.stdout : process.stderr);
  return {
    write: (text) => writeWhole(descriptor, Buffer.from(text)),
    get isTTY() {
      return mayBeTerminal(descriptor) && stream().isTTY;
    },
    get columns() {
      return mayBeTerminal(descriptor) ? stream().columns : undefined;
    },
  };
}

/** Whether a person can type input and read questions. */
export function isInteractive(): boolean {
  return mayBeTerminal(2) && mayBeTerminal(0) && process.stderr.isTTY && process.stdin.isTTY;
}

/** Terminals are character devices; pipes and files are not. A closed descriptor counts as none. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Writes everything, waiting for a slow reader; a reader that has gone (`| head -1`) is not an error. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = errorCodeOf(error);
      if (code === "EPIPE" || code === "EBADF") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

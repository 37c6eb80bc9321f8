import { fstatSync, writeSync } from "node:fs";
import { errorCodeOf } from "../platform/index.ts";
import type { Sink } from "./terminal.ts";

/**
 * Standard output or error as a sink, by its number. Node's own streams for them load a third of what a
 * command needs to start; they are asked only where there is a terminal to measure.
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

/** Whether a person can type to us and read what we ask. */
export function isInteractive(): boolean {
  return mayBeTerminal(2) && mayBeTerminal(0) && process.stderr.isTTY && process.stdin.isTTY;
}

/** Terminals are character devices; pipes and files are not. A closed descriptor is nothing at all. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Writes all of it, waiting for a reader that is slow; one that is gone (`| head -1`) is no failure. */
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

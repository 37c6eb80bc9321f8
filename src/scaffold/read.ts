import { readFileSync, statSync } from "node:fs";
import { readFailed } from "./failures.ts";

/** Size limit in bytes for source files; larger ones are a trap or an accident. */
const LARGEST_SOURCE = 4 * 1024 * 1024;

/**
 * Reads a source file of a project. In a cloned project it may be anything: a link to an endless device, or a
 * pipe that nobody writes to.
 *
 * @param largest In bytes, a multiple of 1 MB. Default: 4 MB.
 * @throws {MkwebError} `MKWEB_READ_FAILED`, also for a path that is not a regular file, or too large.
 */
export function readSource(path: string, largest = LARGEST_SOURCE): Buffer {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw new Error("It is not a regular file");
    if (status.size > largest) throw new Error(`It is larger than ${largest / 1024 / 1024} MB`);
    return readFileSync(path);
  } catch (error) {
    throw readFailed(path, error);
  }
}

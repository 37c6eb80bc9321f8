import { readFileSync, statSync } from "node:fs";
import { readFailed } from "./failures.ts";

/** No source file is larger, in bytes; what is could be a trap or an accident. */
const LARGEST_SOURCE = 4 * 1024 * 1024;

/**
 * Reads a source file of a project. A cloned one may hold anything under its name: a link to a device
 * that never ends, a pipe that nobody writes to.
 *
 * @param largest In bytes; a whole number of megabytes. Default: 4 MB.
 * @throws {MkwebError} `MKWEB_READ_FAILED`, also for what is no regular file, or larger.
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

import { readFileSync, statSync } from "node:fs";
import { readFailed } from "./failures.ts";

/** No source file is larger, in bytes; what is could be a trap or an accident. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Reads a source file of a project. A cloned one may hold anything under its name: a link to a device
 * that never ends, a pipe that nobody writes to.
 *
 * @throws {MkwebError} `MKWEB_READ_FAILED`, also for what is no regular file, or larger than 4 MB.
 */
export function readSource(path: string): Buffer {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw new Error("It is not a regular file");
    if (status.size > LARGEST) throw new Error("It is larger than 4 MB");
    return readFileSync(path);
  } catch (error) {
    throw readFailed(path, error);
  }
}

import { randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** Bytes collected before a write, as clients send pieces of any size. */
const AT_ONCE = 262_144;

/**
 * A new file that only this process can read, written by one owner. The owner calls {@link end} or {@link discard};
 * until then the file holds a descriptor.
 */
export class TemporaryFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** The current write, or the last one. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** @throws The system's error, if the folder does not exist or is not writable. */
  static async create(folder: string): Promise<TemporaryFile> {
    const path = join(folder, `mkweb-${randomUUID()}.upload`);
    return new TemporaryFile(path, await open(path, "wx", 0o600));
  }

  /** @throws The system's error of an earlier write, such as a full disk. */
  async write(chunk: Buffer): Promise<void> {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= AT_ONCE) await this.#flush();
  }

  /** Writes the rest and closes the file. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#handle.close();
  }

  /** Closes and removes the file, whether it was ended or not. */
  async discard(): Promise<void> {
    this.#waiting = [];
    await this.#writing.catch(() => undefined);
    // An error means that it is closed already, or that closing failed: either way the descriptor is free.
    await this.#handle.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  /** Starts to write the waiting bytes once the previous write has ended. */
  async #flush(): Promise<void> {
    await this.#writing;
    const chunks = this.#waiting;
    const length = this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = this.#writeAll(chunks, length);
    // The next caller that waits for it gets the error.
    this.#writing.catch(() => {});
  }

  async #writeAll(chunks: readonly Buffer[], length: number): Promise<void> {
    if (length === 0) return;
    const { bytesWritten } = await this.#handle.writev(chunks);
    if (bytesWritten < length) {
      await this.#handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
    }
  }
}

import { randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** Bytes collected before they are written: clients send pieces of any size. */
const AT_ONCE = 262_144;

/**
 * A new file that only this process may read, written to its end by one owner. Whoever makes it calls
 * {@link end} or {@link discard}; until then it holds a descriptor.
 */
export class TemporaryFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** The write under way, or the last one. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** @throws The system's error: the folder is not there, or not writable. */
  static async create(folder: string): Promise<TemporaryFile> {
    const path = join(folder, `mkweb-${randomUUID()}.upload`);
    return new TemporaryFile(path, await open(path, "wx", 0o600));
  }

  /** @throws The system's error for what was written so far: the disk is full. */
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

  /** Closes the file and removes it, ended or not. */
  async discard(): Promise<void> {
    this.#waiting = [];
    await this.#writing.catch(() => undefined);
    // Closed already, or closing it fails: the descriptor is given back either way.
    await this.#handle.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  /** Begins to write what is waiting, once the write before is through. */
  async #flush(): Promise<void> {
    await this.#writing;
    const chunks = this.#waiting;
    const length = this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = this.#writeAll(chunks, length);
    // Whoever waits for it next is told.
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

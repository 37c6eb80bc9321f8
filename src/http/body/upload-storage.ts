import { tmpdir } from "node:os";
import { MkwebError } from "../../errors.ts";
import { limits } from "./limits.ts";
import type { RequestSettings } from "../settings.ts";
import { TemporaryFile } from "./temporary-file.ts";
import { UploadedFile, type FileDescription } from "./uploaded-file.ts";

/**
 * Stores the files of one form while they arrive: in memory as long as all of them fit into
 * FILE_UPLOAD_MAX_MEMORY_SIZE together, then on disk. {@link discard} releases everything it opened.
 */
export class UploadStorage {
  readonly #folder: string;
  readonly #files: TemporaryFile[] = [];
  #memoryLeft: number;

  constructor(settings: RequestSettings) {
    this.#folder = settings.FILE_UPLOAD_TEMP_DIR ?? tmpdir();
    this.#memoryLeft = limits.fileInMemory(settings);
  }

  /**
   * Reads one file to its end.
   *
   * @throws {MkwebError} `MKWEB_UPLOAD_NOT_STORED` if the folder is not writable or full.
   */
  async store(
    description: Omit<FileDescription, "size">,
    content: AsyncIterable<Buffer>,
  ): Promise<UploadedFile> {
    const chunks: Buffer[] = [];
    let size = 0;
    let file: TemporaryFile | undefined;
    for await (const chunk of content) {
      size += chunk.length;
      if (file === undefined && chunk.length <= this.#memoryLeft) {
        this.#memoryLeft -= chunk.length;
        chunks.push(chunk);
        continue;
      }
      file ??= await this.#toDisk(chunks.splice(0));
      await this.#explained(file.write(chunk));
    }
    if (file) await this.#explained(file.end());
    return new UploadedFile({ ...description, size }, file?.path ?? Buffer.concat(chunks));
  }

  /** Closes and removes every file. Call it when no {@link store} is running. */
  async discard(): Promise<void> {
    await Promise.all(this.#files.splice(0).map((file) => file.discard()));
  }

  async #toDisk(chunks: readonly Buffer[]): Promise<TemporaryFile> {
    const file = await this.#explained(TemporaryFile.create(this.#folder));
    this.#files.push(file);
    for (const chunk of chunks) await this.#explained(file.write(chunk));
    return file;
  }

  async #explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new MkwebError(
        "MKWEB_UPLOAD_NOT_STORED",
        `An uploaded file could not be stored in ${this.#folder}: ${reason}. What had arrived was removed.`,
        { hint: "Make room there, or name another folder in FILE_UPLOAD_TEMP_DIR.", cause },
      );
    }
  }
}

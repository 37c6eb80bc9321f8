import { createReadStream } from "node:fs";
import { File } from "../http/index.ts";

/** A file of a {@link FileSystemStorage}, opened anew for each read. */
export class DiskFile extends File {
  readonly name: string;
  readonly size: number;
  readonly #path: string;

  constructor(name: string, path: string, size: number) {
    super();
    this.name = name;
    this.size = size;
    this.#path = path;
  }

  async *chunks(chunkSize = 65_536): AsyncGenerator<Buffer> {
    yield* createReadStream(this.#path, { highWaterMark: chunkSize });
  }
}

import { File } from "../../http/index.ts";

/** A file of an S3 storage. Each read requests it anew and stops downloading when the reader stops. */
export class S3File extends File {
  readonly name: string;
  readonly size: number;
  readonly #get: () => Promise<Response>;

  constructor(name: string, size: number, get: () => Promise<Response>) {
    super();
    this.name = name;
    this.size = size;
    this.#get = get;
  }

  async *chunks(chunkSize = 65_536): AsyncGenerator<Buffer> {
    const { body } = await this.#get();
    // Leaving the loop cancels the rest.
    for await (const piece of body ?? []) {
      for (let at = 0; at < piece.length; at += chunkSize) {
        yield Buffer.from(piece.subarray(at, at + chunkSize));
      }
    }
  }
}

import { File } from "../../http/index.ts";

/** A file of an S3 storage. It is asked for anew for each reading, and no longer than that is read. */
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
    // A loop that is left cancels the rest.
    for await (const piece of body ?? []) {
      for (let at = 0; at < piece.length; at += chunkSize) {
        yield Buffer.from(piece.subarray(at, at + chunkSize));
      }
    }
  }
}

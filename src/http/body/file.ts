import { Readable } from "node:stream";

/** The bytes of a file and its name, wherever they are: Django's `File`. */
export abstract class File {
  abstract readonly name: string;
  /** Bytes. */
  abstract readonly size: number;

  /**
   * The content piece by piece.
   *
   * @param chunkSize Bytes of a piece. Default 65,536.
   */
  abstract chunks(chunkSize?: number): AsyncGenerator<Buffer>;

  /** The whole content in memory. */
  async read(): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.chunks()) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** The whole content as UTF-8. */
  async text(): Promise<string> {
    return (await this.read()).toString("utf8");
  }

  /** Whether reading it piece by piece makes a difference. */
  multipleChunks(chunkSize = 65_536): boolean {
    return this.size > chunkSize;
  }

  stream(): Readable {
    return Readable.from(this.chunks());
  }

  /** Itself: what a field of a model holds is opened in the same way. */
  async open(): Promise<File> {
    return this;
  }

  async close(): Promise<void> {
    // Nothing is held open between two readings.
  }

  /** @throws {Error} Always, as it is in no storage. So a file can be assigned to a field, which has an address once saved. */
  get url(): never {
    throw notStored(this.name);
  }

  /** @throws {Error} As {@link url}. */
  get path(): never {
    throw notStored(this.name);
  }

  /** @throws {Error} As {@link url}. */
  save(_name: string, _content: File, _options?: { readonly save?: boolean }): never {
    throw notStored(this.name);
  }

  /** @throws {Error} As {@link url}. */
  delete(_options?: { readonly save?: boolean }): never {
    throw notStored(this.name);
  }
}

function notStored(name: string): Error {
  return new Error(
    `The file ${JSON.stringify(name)} is in no storage. Assign it to a field of an object and save that, or save it in a storage.`,
  );
}

import { Readable } from "node:stream";

/** A file's name and bytes, wherever they are stored: Django's `File`. */
export abstract class File {
  abstract readonly name: string;
  /** Size in bytes. */
  abstract readonly size: number;

  /**
   * Yields the content in pieces.
   *
   * @param chunkSize Size of a piece in bytes. Default 65,536.
   */
  abstract chunks(chunkSize?: number): AsyncGenerator<Buffer>;

  /** Reads the whole content into memory. */
  async read(): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.chunks()) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Reads the whole content as UTF-8. */
  async text(): Promise<string> {
    return (await this.read()).toString("utf8");
  }

  /** Whether the file has more than one chunk of this size. */
  multipleChunks(chunkSize = 65_536): boolean {
    return this.size > chunkSize;
  }

  stream(): Readable {
    return Readable.from(this.chunks());
  }

  /** Returns itself, so that it can be used like the file of a model's field. */
  async open(): Promise<File> {
    return this;
  }

  async close(): Promise<void> {
    // Nothing stays open between reads.
  }

  /** @throws {Error} Always, as the file is in no storage. It lets a file be assigned to a model's field. */
  get url(): never {
    throw notStored(this.name);
  }

  /** @throws {Error} Like {@link url}. */
  get path(): never {
    throw notStored(this.name);
  }

  /** @throws {Error} Like {@link url}. */
  save(_name: string, _content: File, _options?: { readonly save?: boolean }): never {
    throw notStored(this.name);
  }

  /** @throws {Error} Like {@link url}. */
  delete(_options?: { readonly save?: boolean }): never {
    throw notStored(this.name);
  }
}

function notStored(name: string): Error {
  return new Error(
    `The file ${JSON.stringify(name)} is in no storage. Assign it to a field of an object and save that, or save it in a storage.`,
  );
}

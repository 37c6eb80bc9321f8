/** Bytes that come piece by piece, each time they are asked for. Nothing has to be encoded on their way. */
export class ByteChunks implements AsyncIterable<Buffer> {
  readonly #read: () => AsyncGenerator<Buffer>;

  constructor(read: () => AsyncGenerator<Buffer>) {
    this.#read = read;
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this.#read();
  }
}

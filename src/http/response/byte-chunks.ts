/** Yields bytes that need no encoding, piece by piece. */
export class ByteChunks implements AsyncIterable<Buffer> {
  readonly #read: () => AsyncGenerator<Buffer>;

  constructor(read: () => AsyncGenerator<Buffer>) {
    this.#read = read;
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this.#read();
  }
}

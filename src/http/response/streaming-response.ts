import { Readable } from "node:stream";
import { ByteChunks } from "./byte-chunks.ts";
import { encodeText } from "./http-response.ts";
import { HttpResponseBase, type ResponseOptions } from "./response.ts";

type Chunk = string | Uint8Array;

/** Source of a streamed body. */
export type ChunkSource = Iterable<Chunk> | AsyncIterable<Chunk>;

/** A response whose body is produced while it is sent. It can be read once. */
export class StreamingHttpResponse extends HttpResponseBase {
  readonly streaming = true;
  #chunks: ChunkSource = [];

  constructor(streamingContent: ChunkSource = [], options?: ResponseOptions, status?: number) {
    super(options, status);
    this.streamingContent = streamingContent;
  }

  /** The body in bytes; middleware may wrap it. */
  get streamingContent(): AsyncIterable<Buffer> {
    return this.#chunks instanceof ByteChunks ? this.#chunks : this.#encoded(this.#chunks);
  }

  set streamingContent(chunks: ChunkSource) {
    this.#chunks = chunks;
    if (chunks instanceof Readable) {
      // It may fail before it is read; the reader gets the error then.
      chunks.on("error", () => {});
      this.onClose(() => chunks.destroy());
    }
  }

  /** The body if it is complete and its length set, as for a small file. */
  get wholeContent(): Buffer | undefined {
    if (!Array.isArray(this.#chunks) || this.#chunks.length !== 1) return undefined;
    if (!this.headers.has("Content-Length")) return undefined;
    const [only]: readonly unknown[] = this.#chunks;
    return Buffer.isBuffer(only) ? only : undefined;
  }

  /** The current source of the body, as it was given. */
  protected get source(): ChunkSource {
    return this.#chunks;
  }

  async *#encoded(chunks: ChunkSource): AsyncGenerator<Buffer> {
    // A stream that failed before reading would only report that it is closed.
    if (chunks instanceof Readable && chunks.errored) throw chunks.errored;
    for await (const chunk of chunks) {
      if (Buffer.isBuffer(chunk)) yield chunk;
      else yield typeof chunk === "string" ? encodeText(chunk, this.charset) : Buffer.from(chunk);
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this.streamingContent[Symbol.asyncIterator]();
  }
}

import { File } from "../http/index.ts";

/** A file made from text or bytes: Django's `ContentFile`. */
export class ContentFile extends File {
  readonly name: string;
  readonly size: number;
  readonly #bytes: Buffer;

  /** @param name Needed to store it in a field, unless `save(name, file)` gives one. */
  constructor(content: string | Uint8Array, name = "") {
    super();
    this.name = name;
    this.#bytes = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
    this.size = this.#bytes.length;
  }

  async *chunks(chunkSize = 65_536): AsyncGenerator<Buffer> {
    for (let at = 0; at < this.#bytes.length; at += chunkSize) {
      yield this.#bytes.subarray(at, at + chunkSize);
    }
  }

  override async read(): Promise<Buffer> {
    return this.#bytes;
  }
}

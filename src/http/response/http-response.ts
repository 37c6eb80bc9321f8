import { HttpResponseBase, type ResponseOptions } from "./response.ts";

/** Content of a body; other values are converted to text. */
export type Content =
  | string
  | Uint8Array
  | number
  | { toString(): string }
  | Iterable<string | Uint8Array | number>;

/** A response whose whole body is in memory. */
export class HttpResponse extends HttpResponseBase {
  readonly streaming = false;
  #content: string | Buffer;

  constructor(content: Content = "", options?: ResponseOptions, status?: number) {
    super(options, status);
    this.#content = typeof content === "string" ? content : this.#join(content);
  }

  /** The body as sent. */
  get content(): Buffer {
    return (this.#content = this.#encode(this.#content));
  }

  set content(content: Content) {
    this.setContent(content);
  }

  protected setContent(content: Content): void {
    this.#content = typeof content === "string" ? content : this.#join(content);
  }

  /** The body as text. */
  get text(): string {
    if (typeof this.#content === "string") return this.#content;
    return new TextDecoder(this.charset).decode(this.#content);
  }

  /** The body for sending: text to be encoded as UTF-8, or bytes. */
  get raw(): string | Buffer {
    return typeof this.#content === "string" && this.#isUtf8() ? this.#content : this.content;
  }

  /** Appends to the body. */
  write(content: string | Uint8Array | number): void {
    const more = typeof content === "number" ? String(content) : content;
    this.#content =
      typeof this.#content === "string" && typeof more === "string"
        ? this.#content + more
        : Buffer.concat([this.content, this.#encode(more)]);
  }

  writelines(lines: Iterable<string | Uint8Array | number>): void {
    for (const line of lines) this.write(line);
  }

  /** Number of bytes written so far. */
  tell(): number {
    return this.content.length;
  }

  getvalue(): Buffer {
    return this.content;
  }

  #join(content: Exclude<Content, string>): string | Buffer {
    if (content instanceof Uint8Array) return this.#encode(content);
    if (typeof content === "object" && Symbol.iterator in content) {
      return Buffer.concat(Array.from(content, (chunk) => this.#encode(chunk)));
    }
    return String(content);
  }

  #encode(chunk: string | Uint8Array | number): Buffer {
    if (Buffer.isBuffer(chunk)) return chunk;
    if (chunk instanceof Uint8Array) return Buffer.from(chunk);
    return encodeText(String(chunk), this.charset);
  }

  #isUtf8(): boolean {
    const { charset } = this;
    return charset === "utf-8" || /^utf-?8$/i.test(charset);
  }
}

/** @throws {RangeError} If the charset is unsupported, or lacks a character of the text. */
export function encodeText(text: string, charset: string): Buffer {
  const name = charset.toLowerCase().replaceAll("_", "-");
  if (name === "utf-8" || name === "utf8") return Buffer.from(text, "utf8");
  if (name === "utf-16le") return Buffer.from(text, "utf16le");
  const highest = HIGHEST[name];
  if (highest === undefined) {
    throw new RangeError(`Responses cannot be written in the charset ${JSON.stringify(charset)}.`);
  }
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > highest) {
      throw new RangeError(`${JSON.stringify(text[at])} does not exist in ${charset}.`);
    }
  }
  return Buffer.from(text, "latin1");
}

const HIGHEST: Readonly<Record<string, number>> = {
  ascii: 127,
  "us-ascii": 127,
  "iso-8859-1": 255,
  latin1: 255,
  "latin-1": 255,
};

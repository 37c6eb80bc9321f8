import { basename } from "node:path";
import { loadWhenUsed } from "../../platform/index.ts";
import type { Validators } from "../caching/conditional.ts";
import { openContent, type FileContent, type FileSource } from "./file-content.ts";
import { parseRange, rangeApplies } from "../caching/range.ts";
import { quoter } from "../percent.ts";
import type { HttpRequest } from "../request/request.ts";
import type { ResponseOptions } from "./response.ts";
import { StreamingHttpResponse, type ChunkSource } from "./streaming-response.ts";

export interface FileResponseOptions extends ResponseOptions {
  /** Whether browsers should download the file instead of showing it. Default `false`. */
  readonly asAttachment?: boolean;
  /** File name for the download. Default: the source's name. */
  readonly filename?: string;
}

/**
 * Streams a file, with its length, type and name. Supports requests for a part of it (`Range`), except for streams of
 * unknown length.
 */
export class FileResponse extends StreamingHttpResponse {
  readonly #content: FileContent;
  readonly #original: ChunkSource;

  /**
   * @param source An open file or a stream is closed with the response.
   * @throws The system's error if the file cannot be opened.
   */
  constructor(source: FileSource, options: FileResponseOptions = {}) {
    const content = openContent(source);
    const name = basename(options.filename ?? content.name);
    const whole = content.read(0, content.size);
    super(whole, { ...options, contentType: options.contentType ?? typeOf(name, options) });
    this.#content = content;
    this.#original = whole;
    this.onClose(() => content.close());
    if (content.size !== undefined) {
      this.headers.set("Content-Length", content.size);
      this.headers.setdefault("Accept-Ranges", "bytes");
    }
    const disposition = contentDispositionHeader(options.asAttachment ?? false, name);
    if (disposition !== undefined) this.headers.setdefault("Content-Disposition", disposition);
  }

  /** Used to answer conditional requests; empty for bytes and streams. */
  get validators(): Validators {
    return this.#content.validators;
  }

  /** Limits the response to the requested part: 206, or 416 if there is no such part. */
  override prepareFor(request: HttpRequest): void {
    const { size } = this.#content;
    const header = request.headers.get("range");
    if (header === undefined || size === undefined || !this.#isUntouched()) return;
    if (request.method !== "GET" || !rangeApplies(request, this.headers)) return;
    const range = parseRange(header, size);
    if (range === undefined) return;
    if (range === "unsatisfiable") {
      this.status = 416;
      this.headers.set("Content-Range", `bytes */${size}`);
      this.headers.set("Content-Length", 0);
      this.streamingContent = [];
      return;
    }
    this.status = 206;
    this.headers.set("Content-Range", `bytes ${range.start}-${range.end}/${size}`);
    this.headers.set("Content-Length", range.end - range.start + 1);
    this.streamingContent = this.#content.read(range.start, range.end + 1);
  }

  /** Whether no middleware has wrapped the content, as compression does. */
  #isUntouched(): boolean {
    return (
      this.status === 200 && this.source === this.#original && !this.headers.has("Content-Encoding")
    );
  }
}

/** Django's types of compressed files: the compression, not the content. */
const COMPRESSED: Readonly<Record<string, string>> = {
  br: "application/x-brotli",
  bz2: "application/x-bzip",
  gz: "application/gzip",
  xz: "application/x-xz",
  z: "application/x-compress",
};

function typeOf(name: string, { headers }: ResponseOptions): string | undefined {
  const pairs = headers && (Symbol.iterator in headers ? [...headers] : Object.entries(headers));
  if (pairs?.some(([header]) => header.toLowerCase() === "content-type")) return undefined;
  return guessContentType(name);
}

/**
 * Returns the content type of a file by its extension.
 *
 * @example
 * console.log(guessContentType("logo.svg")); // image/svg+xml
 */
export function guessContentType(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return COMPRESSED[extension] ?? typeByName(name) ?? "application/octet-stream";
}

function typeByName(name: string): string | null {
  if (name === "") return null;
  const { default: mime }: typeof import("mime") = loadWhenUsed("mime");
  return mime.getType(name);
}

const quoteFileName = quoter("/");

/**
 * Builds a Content-Disposition header by RFC 6266; `undefined` if there is nothing to say.
 *
 * @example
 * const header = contentDispositionHeader(true, "results.csv"); // attachment; filename="results.csv"
 */
export function contentDispositionHeader(
  asAttachment: boolean,
  filename: string,
): string | undefined {
  if (filename === "") return asAttachment ? "attachment" : undefined;
  const disposition = asAttachment ? "attachment" : "inline";
  const name = /^[\t\x20-\x7e]*$/.test(filename)
    ? `filename="${filename.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`
    : `filename*=utf-8''${quoteFileName(filename)}`;
  return `${disposition}; ${name}`;
}

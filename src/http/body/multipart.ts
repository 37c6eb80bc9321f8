import type { Readable } from "node:stream";
import type { Dicer } from "@fastify/busboy";
import {
  MultiPartParserError,
  RequestDataTooBig,
  TooManyFieldsSent,
  TooManyFilesSent,
  UnreadablePostError,
} from "../exceptions.ts";
import { parseHeaderParameters } from "../request/header-parameters.ts";
import { limits } from "./limits.ts";
import { MultiValueDict } from "../request/multi-value-dict.ts";
import { decodeBase64 } from "./part-base64.ts";
import { readPartHeaders, type PartHeaders } from "./part-headers.ts";
import { decode } from "../percent.ts";
import type { RequestSettings } from "../settings.ts";
import { UploadStorage } from "./upload-storage.ts";
import { sanitizeFileName, type UploadedFile } from "./uploaded-file.ts";

/** The fields and files of a multipart form. */
export interface MultipartForm {
  readonly fields: readonly (readonly [string, string])[];
  readonly files: MultiValueDict<UploadedFile>;
}

/** A boundary by RFC 2046, but longer, as in Django: 201 printable characters, no space at the end. */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/** Shorter files are decoded at once, so that padding in the middle ends them, as in Django. */
const BASE64_CHUNK = 64 * 1024;

const EARLY = "The request body ended early.";

/** @throws {MultiPartParserError} If the Content-Type has no valid boundary. */
export function checkBoundary(contentParams: ReadonlyMap<string, string>): string {
  const boundary = contentParams.get("boundary");
  if (boundary !== undefined && BOUNDARY.test(boundary)) return boundary;
  throw new MultiPartParserError(`Invalid boundary in multipart: ${boundary ?? "None"}`);
}

/**
 * Reads a `multipart/form-data` body. Fields stay in memory, in total at most DATA_UPLOAD_MAX_MEMORY_SIZE;
 * {@link UploadStorage} decides where files go.
 *
 * @throws {MultiPartParserError} {@link TooManyFieldsSent} {@link TooManyFilesSent}
 *   {@link RequestDataTooBig} {@link UnreadablePostError} {@link MkwebError} `MKWEB_UPLOAD_NOT_STORED`.
 *   Nothing stays open or on disk after an error.
 */
export async function readMultipart(
  body: Readable,
  contentType: string,
  settings: RequestSettings,
  encoding = "utf-8",
): Promise<MultipartForm> {
  const boundary = checkBoundary(parseHeaderParameters(contentType)[1]);
  return new MultipartReading(settings, encoding).read(body, boundary);
}

/** A field, a file, or `undefined` for anything else. */
type Entry =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly file: UploadedFile }
  | undefined;

/** Reads one body. Owns the parser, the streams of its parts and the storage. */
class MultipartReading {
  readonly #settings: RequestSettings;
  readonly #encoding: string;
  readonly #storage: UploadStorage;
  readonly #entries: Promise<Entry>[] = [];
  readonly #parts = new Set<Readable>();
  #fieldBytes = 0;
  #fields = 0;
  #files = 0;

  constructor(settings: RequestSettings, encoding: string) {
    this.#settings = settings;
    this.#encoding = encoding;
    this.#storage = new UploadStorage(settings);
  }

  async read(body: Readable, boundary: string): Promise<MultipartForm> {
    try {
      // Few processes ever read such a body. An error meanwhile is met below, where the body is found destroyed.
      body.on("error", () => undefined);
      const { Dicer } = await import("@fastify/busboy");
      const options = { boundary, maxHeaderPairs: 100, maxHeaderSize: 16_384 };
      await this.#parse(new Dicer(options), body);
      return this.#form(await Promise.all(this.#entries));
    } catch (error) {
      await Promise.allSettled(this.#entries);
      await this.#storage.discard().catch(() => undefined);
      throw error;
    }
  }

  #form(entries: readonly Entry[]): MultipartForm {
    const fields: [string, string][] = [];
    const files = new MultiValueDict<UploadedFile>();
    for (const entry of entries) {
      if (entry === undefined) continue;
      if ("file" in entry) files.appendlist(entry.name, entry.file);
      else fields.push([entry.name, entry.value]);
    }
    return { fields, files };
  }

  /** Resolves when the body has ended and all its parts were found. */
  #parse(parser: Dicer, body: Readable): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      const fail = (error: Error): void => {
        if (isOver) return;
        isOver = true;
        body.unpipe(parser);
        body.pause();
        reject(error);
        // Destroying a part tells its reader to release its resources.
        for (const part of this.#parts) part.destroy(error);
        parser.destroy();
      };
      const gone = (): void => fail(new UnreadablePostError(EARLY));
      parser.on("part", (part) => this.#onPart(part, fail));
      parser.on("error", (cause) =>
        fail(new MultiPartParserError("The multipart body could not be read.", { cause })),
      );
      parser.on("finish", resolve);
      body.on("error", gone);
      body.on("close", () => body.readableEnded || gone());
      if (body.destroyed) gone();
      else body.pipe(parser);
    });
  }

  #onPart(part: Dicer.PartStream, fail: (error: Error) => void): void {
    this.#parts.add(part);
    part.on("close", () => this.#parts.delete(part));
    part.on("error", fail);
    part.on("header", (headers) => {
      // The library's types do not say that the values are lists of strings.
      const described = readPartHeaders({ ...headers }, this.#encoding);
      const error = this.#countPart(described);
      if (error) return fail(error);
      const entry = this.#entry(described, part);
      entry.catch(fail);
      this.#entries.push(entry);
    });
  }

  #countPart({ name, fileName }: PartHeaders): Error | undefined {
    if (name !== undefined && fileName !== "") this.#files++;
    // Other parts count as fields: they cost as much.
    else this.#fields++;
    if (this.#files > limits.files(this.#settings)) {
      return tooMany(TooManyFilesSent, "files", "FILES");
    }
    return this.#fields > limits.fields(this.#settings)
      ? tooMany(TooManyFieldsSent, "GET/POST parameters", "FIELDS")
      : undefined;
  }

  async #entry(
    { name, fileName, contentType, isBase64 }: PartHeaders,
    part: Readable,
  ): Promise<Entry> {
    if (name !== undefined && fileName === "") {
      return { name, value: await this.#readField(name, isBase64, part) };
    }
    const safeName = sanitizeFileName(fileName);
    if (name === undefined || safeName === undefined) {
      for await (const _ of part);
      return undefined;
    }
    const content: AsyncIterable<Buffer> = isBase64 ? fromBase64(part) : part;
    return { name, file: await this.#storage.store({ name: safeName, contentType }, content) };
  }

  async #readField(name: string, isBase64: boolean, part: Readable): Promise<string> {
    // Two more for the = and & of an urlencoded form.
    this.#addFieldBytes(Buffer.byteLength(name) + 2);
    const bytes = await this.#readBytes(part);
    return decode(
      (isBase64 ? decodeBase64(bytes.toString("latin1")) : undefined) ?? bytes,
      this.#encoding,
    );
  }

  /** Uses events: iterating costs half as much again for the many short fields of a form. */
  #readBytes(part: Readable): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      part.on("data", (chunk: Buffer) => {
        try {
          this.#addFieldBytes(chunk.length);
          chunks.push(chunk);
        } catch (error) {
          reject(error);
        }
      });
      part.on("end", () => resolve(Buffer.concat(chunks)));
      part.on("error", reject);
      part.on("close", () => part.readableEnded || reject(new UnreadablePostError(EARLY)));
    });
  }

  #addFieldBytes(count: number): void {
    this.#fieldBytes += count;
    if (this.#fieldBytes <= limits.memory(this.#settings)) return;
    throw new RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.");
  }
}

async function* fromBase64(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const chunk of content) {
    text += chunk.toString("latin1").replaceAll(/\s/g, "");
    if (text.length < BASE64_CHUNK) continue;
    const whole = text.length - (text.length % 4);
    yield decodeOrRefuse(text.slice(0, whole));
    text = text.slice(whole);
  }
  yield decodeOrRefuse(text);
}

function decodeOrRefuse(text: string): Buffer {
  const decoded = decodeBase64(text);
  if (decoded === undefined) throw new MultiPartParserError("Could not decode base64 data.");
  return decoded;
}

function tooMany(
  Kind: typeof TooManyFieldsSent | typeof TooManyFilesSent,
  what: string,
  setting: string,
): Error {
  return new Kind(`The number of ${what} exceeded settings.DATA_UPLOAD_MAX_NUMBER_${setting}.`);
}

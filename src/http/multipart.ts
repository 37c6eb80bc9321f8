import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import {
  MultiPartParserError,
  RequestDataTooBig,
  TooManyFieldsSent,
  TooManyFilesSent,
  UnreadablePostError,
} from "./exceptions.ts";
import { parseHeaderParameters } from "./header-parameters.ts";
import { limits } from "./limits.ts";
import { MultiValueDict } from "./multi-value-dict.ts";
import type { RequestSettings } from "./settings.ts";
import { sanitizeFileName, UploadedFile } from "./uploaded-file.ts";

/** What a form with files holds. */
export interface MultipartForm {
  readonly fields: readonly (readonly [string, string])[];
  readonly files: MultiValueDict<UploadedFile>;
}

/** What RFC 2046 lets a boundary be, and as Django has it, longer: 201 printable characters, no space at its end. */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/** @throws {MultiPartParserError} The Content-Type has no boundary that can be one. */
export function checkBoundary(contentParams: ReadonlyMap<string, string>): void {
  const boundary = contentParams.get("boundary");
  if (boundary !== undefined && BOUNDARY.test(boundary)) return;
  throw new MultiPartParserError(`Invalid boundary in multipart: ${boundary ?? "None"}`);
}

/**
 * Reads a `multipart/form-data` body. Fields stay in memory, together no more than
 * DATA_UPLOAD_MAX_MEMORY_SIZE; files as long as all of them fit FILE_UPLOAD_MAX_MEMORY_SIZE, then they go
 * to disk as they arrive.
 *
 * @throws {MultiPartParserError} {@link TooManyFieldsSent} {@link TooManyFilesSent}
 *   {@link RequestDataTooBig} {@link UnreadablePostError} Nothing is left on disk then.
 */
export async function readMultipart(
  body: Readable,
  contentType: string,
  settings: RequestSettings,
  encoding = "utf-8",
): Promise<MultipartForm> {
  const reading = new MultipartReading(settings);
  try {
    await reading.read(body, contentType, encoding);
    return { fields: reading.fields, files: reading.files };
  } catch (error) {
    await reading.discard();
    throw error;
  }
}

/** The name of the field, and its file. */
type StoredFile = readonly [string, UploadedFile];

class MultipartReading {
  readonly fields: [string, string][] = [];
  readonly files = new MultiValueDict<UploadedFile>();
  readonly #settings: RequestSettings;
  readonly #stored: Promise<StoredFile | undefined>[] = [];
  readonly #streams: Readable[] = [];
  readonly #paths: string[] = [];
  #fieldBytes = 0;
  #memoryLeft: number;

  constructor(settings: RequestSettings) {
    this.#settings = settings;
    this.#memoryLeft = limits.fileInMemory(settings);
  }

  async read(body: Readable, contentType: string, encoding: string): Promise<void> {
    const parser = this.#parser(contentType, encoding);
    const done = new Promise<void>((resolve, reject) => {
      const fail = (error: Error): void => {
        body.unpipe(parser);
        body.pause();
        reject(error);
        // Files that are still arriving end here; what they throw has been told already.
        for (const stream of this.#streams) stream.destroy();
        parser.destroy();
      };
      parser.on("field", (name, value, _, truncated, transferEncoding) => {
        const error = this.#addField(name, value, truncated, transferEncoding);
        if (error) fail(error);
      });
      parser.on("file", (name, stream, fileName, transferEncoding, type) => {
        this.#streams.push(stream);
        const storing = this.#addFile({ name, fileName, type }, decoded(stream, transferEncoding));
        storing.catch(fail);
        this.#stored.push(storing);
      });
      parser.on("fieldsLimit", () =>
        fail(tooMany(TooManyFieldsSent, "GET/POST parameters", "FIELDS")),
      );
      parser.on("filesLimit", () => fail(tooMany(TooManyFilesSent, "files", "FILES")));
      parser.on("partsLimit", () =>
        fail(tooMany(TooManyFieldsSent, "GET/POST parameters", "FIELDS")),
      );
      parser.on("error", (cause: unknown) =>
        fail(new MultiPartParserError("The multipart body could not be read.", { cause })),
      );
      parser.on("finish", resolve);
      const gone = (): void => fail(new UnreadablePostError("The request body ended early."));
      body.on("error", gone);
      body.on("close", () => body.readableEnded || gone());
    });
    body.pipe(parser);
    await done;
    for (const stored of await Promise.all(this.#stored)) {
      if (stored) this.files.appendlist(...stored);
    }
  }

  #parser(contentType: string, encoding: string): InstanceType<typeof Busboy> {
    checkBoundary(parseHeaderParameters(contentType)[1]);
    const memory = limits.memory(this.#settings);
    try {
      return new Busboy({
        headers: { "content-type": contentType },
        defCharset: encoding,
        preservePath: true,
        isPartAFile: (_, __, fileName) => Boolean(fileName),
        limits: {
          fieldSize: memory,
          fields: limits.fields(this.#settings),
          files: limits.files(this.#settings),
          parts: limits.fields(this.#settings) + limits.files(this.#settings) + 1,
          headerSize: 16_384,
          headerPairs: 100,
        },
      });
    } catch (cause) {
      throw new MultiPartParserError(`Invalid boundary in multipart: ${contentType}`, { cause });
    }
  }

  #addField(
    name: string | undefined,
    value: string,
    truncated: boolean,
    transferEncoding: string,
  ): Error | undefined {
    if (name === undefined) return undefined;
    // Two more, as the = and & of an urlencoded form would be.
    this.#fieldBytes += Buffer.byteLength(value) + name.length + 2;
    if (truncated || this.#fieldBytes > limits.memory(this.#settings)) {
      return new RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.");
    }
    const text =
      transferEncoding === "base64" ? Buffer.from(value, "base64").toString("utf8") : value;
    this.fields.push([name.trim(), text]);
    return undefined;
  }

  async #addFile(
    part: { readonly name: string | undefined; readonly fileName: string; readonly type: string },
    content: AsyncIterable<Buffer>,
  ): Promise<StoredFile | undefined> {
    const name = sanitizeFileName(part.fileName);
    const chunks: Buffer[] = [];
    let size = 0;
    let file: TemporaryFile | undefined;
    for await (const chunk of content) {
      size += chunk.length;
      if (name === undefined || part.name === undefined) continue;
      if (file === undefined && chunk.length <= this.#memoryLeft) {
        this.#memoryLeft -= chunk.length;
        chunks.push(chunk);
        continue;
      }
      if (file === undefined) {
        file = new TemporaryFile(this.#settings.FILE_UPLOAD_TEMP_DIR ?? tmpdir());
        this.#paths.push(file.path);
        await file.write(Buffer.concat(chunks.splice(0)));
      }
      await file.write(chunk);
    }
    await file?.end();
    if (name === undefined || part.name === undefined) return undefined;
    const description = { name, contentType: part.type, size };
    return [part.name.trim(), new UploadedFile(description, file?.path ?? Buffer.concat(chunks))];
  }

  /** Removes what has been written. */
  async discard(): Promise<void> {
    await Promise.allSettled(this.#stored);
    const nothing = { name: "", contentType: "", size: 0 };
    await Promise.all(this.#paths.map((path) => new UploadedFile(nothing, path).close()));
  }
}

class TemporaryFile {
  readonly path: string;
  readonly #stream: ReturnType<typeof createWriteStream>;

  constructor(folder: string) {
    this.path = join(folder, `mkweb-${randomUUID()}.upload`);
    this.#stream = createWriteStream(this.path, { flags: "wx", mode: 0o600 });
  }

  async write(chunk: Buffer): Promise<void> {
    if (!this.#stream.write(chunk)) await once(this.#stream, "drain");
  }

  async end(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}

async function* decoded(stream: Readable, transferEncoding: string): AsyncGenerator<Buffer> {
  if (transferEncoding !== "base64") {
    yield* stream;
    return;
  }
  let rest = "";
  for await (const chunk of stream) {
    const text = rest + String(chunk).replaceAll(/\s/g, "");
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    yield Buffer.from(text.slice(0, whole), "base64");
  }
  if (rest !== "") throw new MultiPartParserError("Could not decode base64 data.");
}

function tooMany(
  Kind: typeof TooManyFieldsSent | typeof TooManyFilesSent,
  what: string,
  setting: string,
): Error {
  return new Kind(`The number of ${what} exceeded settings.DATA_UPLOAD_MAX_NUMBER_${setting}.`);
}

import type { Readable } from "node:stream";
import type { MaybePromise } from "../../values/index.ts";
import {
  BadRequest,
  RawPostDataException,
  RequestDataTooBig,
  UnreadablePostError,
} from "../exceptions.ts";
import { limits } from "./limits.ts";
import { checkBoundary, readMultipart, type MultipartForm } from "./multipart.ts";
import { MultiValueDict } from "../request/multi-value-dict.ts";
import { IncomingMessage } from "../node-http.ts";
import { QueryDict } from "../request/query-dict.ts";
import type { RequestSettings } from "../settings.ts";
import type { RequestSource } from "../request/source.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** What must be known to read the content. */
export interface BodyDescription {
  readonly method: string;
  readonly contentType: string;
  readonly contentParams: ReadonlyMap<string, string>;
  readonly encoding: string | undefined;
}

const EMPTY = Buffer.alloc(0);

/**
 * The body of a request. It is read before the first middleware runs, so that `request.POST` needs no `await`.
 * Errors are kept and thrown when the body is used: a view that does not use it answers normally, as in Django.
 */
export class RequestBody {
  #raw: Buffer | undefined;
  #multipart: MultipartForm | undefined;
  #error: Error | undefined;
  #abandoned = false;
  #stream: Readable | undefined;

  /**
   * Reads the whole body.
   *
   * @param goOn Called once, when the body is read or reading has failed.
   */
  load(
    stream: Readable,
    source: RequestSource,
    description: BodyDescription,
    settings: RequestSettings,
    goOn: () => void,
  ): void {
    this.#stream = stream;
    const failed = (error: unknown): void => {
      this.#abandoned = true;
      this.#error = error instanceof Error ? error : new UnreadablePostError(String(error));
      goOn();
    };
    if (description.method === "POST" && description.contentType === "multipart/form-data") {
      const contentType = source.header("content-type") ?? "";
      void readMultipart(stream, contentType, settings, description.encoding).then((form) => {
        this.#multipart = form;
        goOn();
      }, failed);
      return;
    }
    readAll(stream, source.header("content-length"), limits.memory(settings), (result) => {
      if (!Buffer.isBuffer(result)) return failed(result);
      this.#raw = result;
      goOn();
    });
  }

  /**
   * @throws {RequestDataTooBig} {@link UnreadablePostError} {@link RawPostDataException} For a form with files: only
   *   its fields and files are kept.
   */
  get raw(): Buffer {
    if (this.#error) throw this.#error;
    if (this.#multipart) {
      throw new RawPostDataException(
        "You cannot access body after reading from request's data stream",
      );
    }
    return this.#raw ?? EMPTY;
  }

  /** The body as a form; empty if it is not a form. */
  form(description: BodyDescription, settings: RequestSettings): QueryDict {
    const { method, contentType, encoding } = description;
    if (method === "POST" && contentType === "multipart/form-data") {
      this.#throwOnce(description);
      return QueryDict.fromPairs(this.#multipart?.fields ?? []);
    }
    if (method !== "POST" || contentType !== "application/x-www-form-urlencoded") {
      return new QueryDict();
    }
    if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") {
      throw new BadRequest(
        "HTTP requests with the 'application/x-www-form-urlencoded' content type must be UTF-8 encoded.",
      );
    }
    return new QueryDict(textOf(this.raw), { maxFields: limits.fields(settings) });
  }

  files(description: BodyDescription): MultiValueDict<UploadedFile> {
    const { method, contentType } = description;
    if (method !== "POST" || contentType !== "multipart/form-data") return new MultiValueDict();
    this.#throwOnce(description);
    return this.#multipart?.files ?? new MultiValueDict();
  }

  /** Throws once; afterwards the form counts as empty, so that an error page can be rendered. */
  #throwOnce({ contentParams }: BodyDescription): void {
    const error = this.#error;
    const wasRead = this.#multipart !== undefined || error !== undefined;
    this.#error = undefined;
    this.#multipart ??= { fields: [], files: new MultiValueDict() };
    if (error) throw error;
    // Without a body nothing has checked the boundary yet.
    if (!wasRead) checkBoundary(contentParams);
  }

  /** Whether part of the body was left unread; then the connection is closed after the response. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Releases files on disk and the unread rest. */
  close(): MaybePromise<void> {
    // A connection belongs to the server, which may still let the client finish.
    if (this.#abandoned && !(this.#stream instanceof IncomingMessage)) this.#stream?.destroy();
    const form = this.#multipart;
    return form && form.files.size > 0 ? closeFiles(form) : undefined;
  }
}

/** @throws The first error of removing a file; the other files are removed. */
async function closeFiles({ files }: MultipartForm): Promise<void> {
  const all = Array.from(files.lists(), ([, list]) => list).flat();
  const outcomes = await Promise.allSettled(all.map((file) => file.close()));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** Decodes UTF-8, or Latin-1 if it is invalid: some clients send any encoding. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") && !Buffer.from(text, "utf8").equals(bytes)
    ? bytes.toString("latin1")
    : text;
}

const tooBig = (): RequestDataTooBig =>
  new RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.");

/** @param done Called once, with the body or the error of reading it. */
function readAll(
  stream: Readable,
  contentLength: string | undefined,
  limit: number,
  done: (result: Buffer | Error) => void,
): void {
  const length = Number(contentLength ?? 0);
  if (length > limit) return done(tooBig());
  if (!(stream instanceof IncomingMessage)) return collect(stream, limit, done);
  // A short body arrives together with the headers: on the next tick all of it is here, and listening for events
  // would cost more than the rest of the request.
  process.nextTick(() => {
    const isHere = length > 0 && stream.readableLength === length;
    const whole: unknown = isHere ? stream.read() : undefined;
    if (Buffer.isBuffer(whole)) done(whole);
    else collect(stream, limit, done);
  });
}

function collect(stream: Readable, limit: number, done: (result: Buffer | Error) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let isOver = false;
  const end = (result: Buffer | Error): void => {
    if (isOver) return;
    isOver = true;
    done(result);
  };
  const gone = (cause?: unknown): void => {
    // Every stream closes in the end; creating an error for each would cost more than reading a form.
    if (!isOver) end(new UnreadablePostError("The request body ended early.", { cause }));
  };
  if (stream.destroyed) return gone();
  const onData = (chunk: Buffer): void => {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
      return;
    }
    // Leaves the rest unread.
    stream.removeListener("data", onData);
    stream.pause();
    end(tooBig());
  };
  stream.on("data", onData);
  stream.on("end", () => end(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks)));
  stream.on("error", gone);
  stream.on("close", gone);
}

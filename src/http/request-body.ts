import { BadRequest, RequestDataTooBig, UnreadablePostError } from "./exceptions.ts";
import { limits } from "./limits.ts";
import { MultiValueDict } from "./multi-value-dict.ts";
import { QueryDict } from "./query-dict.ts";
import type { RequestSettings } from "./settings.ts";
import type { RequestSource } from "./source.ts";

/** What is known of the content, for reading it. */
export interface BodyDescription {
  readonly method: string;
  readonly contentType: string;
  readonly encoding: string | undefined;
}

const EMPTY = Buffer.alloc(0);

/**
 * The body of a request. It is read before the first middleware runs, so that `request.POST` needs no
 * `await`. What went wrong is kept and thrown at whoever asks for the body: a view that does not care
 * answers as if nothing had happened, as in Django.
 */
export class RequestBody {
  #raw: Buffer | undefined;
  #error: Error | undefined;

  /** Reads it all. Never rejects. */
  async load(source: RequestSource, settings: RequestSettings): Promise<void> {
    const stream = source.body();
    if (stream === undefined) return;
    try {
      const limit = limits.memory(settings);
      if (Number(source.header("content-length") ?? 0) > limit) throw tooBig();
      this.#raw = await readAll(stream, limit);
    } catch (error) {
      this.#error =
        error instanceof RequestDataTooBig
          ? error
          : new UnreadablePostError("The request body ended early.", { cause: error });
    }
  }

  /** @throws {RequestDataTooBig} {@link UnreadablePostError} */
  get raw(): Buffer {
    if (this.#error) throw this.#error;
    return this.#raw ?? EMPTY;
  }

  /** The body as a form; empty when it is none. */
  form(description: BodyDescription, settings: RequestSettings): QueryDict {
    const { method, contentType, encoding } = description;
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

  files(): MultiValueDict<never> {
    return new MultiValueDict();
  }

  /** Gives back what it holds on disk. */
  async close(): Promise<void> {}
}

/** UTF-8, or Latin-1 where it is not: some clients send what they like. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") && !Buffer.from(text, "utf8").equals(bytes)
    ? bytes.toString("latin1")
    : text;
}

const tooBig = (): RequestDataTooBig =>
  new RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.");

function readAll(stream: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      stream.removeListener("data", onData);
      stream.pause();
      reject(tooBig());
    };
    stream.on("data", onData);
    stream.on("end", () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks)),
    );
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("The client closed the connection.")));
  });
}

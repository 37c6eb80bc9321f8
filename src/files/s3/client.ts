import type { AwsClient } from "aws4fetch";
import { bucketUrl, quoteKey } from "./address.ts";
import { refusedBy, S3Error } from "./errors.ts";
import type { S3Options } from "./options.ts";

/** Longest wait for an answer without a body, in ms. */
const ANSWER_MS = 30_000;

export interface S3Request {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array> | Uint8Array;
  /** Statuses besides 2xx that the caller handles. */
  readonly expected?: readonly number[];
}

/** Sends signed requests about files in one bucket. */
export class S3Client {
  readonly #client: AwsClient;
  readonly #bucket: string;

  constructor(client: AwsClient, options: S3Options) {
    this.#client = client;
    this.#bucket = bucketUrl(options);
  }

  /** @throws {S3Error} If the service refuses the request or cannot be reached. */
  async send(method: string, key: string, request: S3Request = {}): Promise<Response> {
    const { query = {}, headers = {}, body, expected = [] } = request;
    const search = new URLSearchParams(query).toString().replaceAll("+", "%20");
    const url = this.#bucket + quoteKey(key) + (search && `?${search}`);
    const isShort = body === undefined && method !== "GET";
    const did = `${method} ${key}`;
    const response = await this.#client
      .fetch(url, {
        method,
        headers,
        redirect: "manual",
        ...(body && { body, duplex: "half" }),
        ...(isShort && { signal: AbortSignal.timeout(ANSWER_MS) }),
      })
      .catch((cause: unknown) => {
        throw new S3Error("Unreachable", 0, `The service in STORAGES was not reached for ${did}.`, {
          cause,
        });
      });
    if (response.ok || expected.includes(response.status)) return response;
    throw await refusedBy(response, did);
  }
}

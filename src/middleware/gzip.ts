/** `mkweb/middleware/gzip`: compresses responses for browsers that accept it. */
import { randomInt } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";
import {
  HttpResponse,
  patchVaryHeaders,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
  type Middleware,
} from "../http/index.ts";
import { goOn } from "../values/index.ts";

/**
 * Django's GZipMiddleware: compresses bodies of 200 bytes or more, and all streams except event streams.
 * Place it first.
 */
const gzip: Middleware = (getResponse) => (request) =>
  goOn(getResponse(request), (response) => compress(request, response));

export default gzip;

const SHORTEST = 200;

function compress(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
  if (response instanceof HttpResponse && response.content.length < SHORTEST) return response;
  if (response.headers.has("Content-Encoding") || isEventStream(response)) return response;
  patchVaryHeaders(response, ["Accept-Encoding"]);
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) return response;
  if (response instanceof StreamingHttpResponse) {
    response.streamingContent = gzipChunks(response.streamingContent);
    response.headers.delete("Content-Length");
  } else if (response instanceof HttpResponse) {
    const packed = gzipBytes(response.content);
    if (packed.length >= response.content.length) return response;
    response.content = packed;
    response.headers.set("Content-Length", packed.length);
  }
  weakenEtag(response);
  response.headers.set("Content-Encoding", "gzip");
  return response;
}

/** The compressor would hold back an event until more of them come. */
function isEventStream({ headers }: HttpResponseBase): boolean {
  return /^text\/event-stream\b/i.test(headers.get("Content-Type") ?? "");
}

/** Two compressions of a page differ, so the ETag can only be weak. */
function weakenEtag(response: HttpResponseBase): void {
  const etag = response.headers.get("ETag");
  if (etag?.startsWith('"') === true) response.headers.set("ETag", `W/${etag}`);
}

function gzipBytes(content: Uint8Array): Buffer {
  const packed = deflateRawSync(content, { level: LEVEL });
  return Buffer.concat([header(), packed, trailer(crc32(content), content.length)]);
}

/**
 * A stream rather than a generator: destroying it while the source waits also ends the source. Errors reach
 * the reader.
 */
function gzipChunks(chunks: AsyncIterable<Uint8Array>): Readable {
  let checksum = 0;
  let length = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      checksum = crc32(chunk, checksum);
      length += chunk.length;
      yield chunk;
    }
  }
  const packed = new Transform({
    transform: (chunk, _, done) => done(null, chunk),
    flush: (done) => done(null, trailer(checksum, length)),
  });
  packed.push(header());
  const deflate = createDeflateRaw({ level: LEVEL });
  pipeline(Readable.from(counted()), deflate, packed).catch(() => {});
  return packed;
}

const LEVEL = 6;
const MAX_RANDOM_BYTES = 100;

/**
 * A gzip header with a file name of random length, so that the size of a page reveals little about a secret
 * next to text that an attacker chose (BREACH).
 */
function header(): Buffer {
  const name = "a".repeat(randomInt(MAX_RANDOM_BYTES));
  const flags = name === "" ? 0 : 8;
  const start = Buffer.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 0xff);
  return name === "" ? start : Buffer.concat([start, Buffer.from(`${name}\0`, "latin1")]);
}

function trailer(checksum: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(checksum, 0);
  bytes.writeUInt32LE(length % 2 ** 32, 4);
  return bytes;
}

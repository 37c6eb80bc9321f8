import { Readable } from "node:stream";
import type { RequestSource } from "../http/index.ts";

export interface MemoryRequest {
  readonly method: string;
  readonly target: string;
  readonly secure: boolean;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array | undefined;
}

/** A request without a network, for a server named `testserver`. */
export class MemorySource implements RequestSource {
  readonly method: string;
  readonly target: string;
  readonly protocol = "HTTP/1.1";
  readonly encrypted: boolean;
  readonly remoteAddress = "127.0.0.1";
  readonly serverName = "testserver";
  readonly serverPort: string;
  readonly #request: MemoryRequest;

  constructor(request: MemoryRequest) {
    this.#request = request;
    this.method = request.method;
    this.target = request.target;
    this.encrypted = request.secure;
    this.serverPort = request.secure ? "443" : "80";
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name);
  }

  headers(): Iterable<readonly [string, string]> {
    return this.#request.headers;
  }

  body(): Readable | undefined {
    const { body } = this.#request;
    return body && Readable.from([Buffer.from(body)]);
  }
}

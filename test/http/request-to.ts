import { Readable } from "node:stream";
import {
  HttpRequest,
  type RequestSettings,
  type RequestSource,
  type RequestContext,
} from "../../src/http/index.ts";

export interface RequestShape {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Iterable<Uint8Array> | Readable;
  readonly encrypted?: boolean;
  readonly settings?: RequestSettings;
  readonly context?: RequestContext;
}

/** A request as a server would build it, without a server. */
export function requestTo(target: string, shape: RequestShape = {}): HttpRequest {
  const headers = new Map([["host", "testserver"]]);
  for (const [name, value] of Object.entries(shape.headers ?? {})) {
    headers.set(name.toLowerCase(), value);
  }
  const { body } = shape;
  const source: RequestSource = {
    method: shape.method ?? "GET",
    target,
    protocol: "HTTP/1.1",
    encrypted: shape.encrypted ?? false,
    remoteAddress: "127.0.0.1",
    serverName: "testserver",
    serverPort: shape.encrypted ? "443" : "80",
    header: (name) => headers.get(name),
    headers: () => headers,
    body: () => {
      if (body === undefined || body instanceof Readable) return body;
      return Readable.from(
        typeof body === "string" || body instanceof Uint8Array ? [Buffer.from(body)] : body,
        { objectMode: false },
      );
    },
  };
  const settings = { ALLOWED_HOSTS: ["testserver", "localhost", "127.0.0.1"], ...shape.settings };
  return new HttpRequest(source, settings, shape.context);
}

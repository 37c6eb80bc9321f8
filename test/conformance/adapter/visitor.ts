/** Sends a case's requests over real connections, TLS among them, and keeps what comes back. */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer, request as httpsRequest } from "node:https";
import type { ConnectionOptions } from "node:tls";
import { buffer } from "node:stream/consumers";
import { CookieJar, parseSetCookie, type ReceivedCookie } from "./cookies.ts";
import type { PartSpec, RequestSpec } from "./protocol.ts";
import { decodeValue } from "./values.ts";

export interface Received {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingMessage["headers"];
  readonly cookies: readonly ReceivedCookie[];
  readonly body: Buffer;
}

type Listener = Parameters<typeof createServer>[1];

/** TLS by a shared key, which needs no certificate. */
const psk = {
  ciphers: "PSK-AES128-GCM-SHA256",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
} as const;
const sharedKey = Buffer.alloc(16, 1);
const tls: ConnectionOptions = {
  ...psk,
  checkServerIdentity: () => undefined,
  pskCallback: () => ({ psk: sharedKey, identity: "conformance" }),
};

export class Visitor {
  readonly jar = new CookieJar();
  readonly #listener: Listener;
  readonly #servers: Server[] = [];
  #plain: Promise<number> | undefined;
  #secure: Promise<number> | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  async send(spec: RequestSpec): Promise<Received> {
    for (const [name, value] of Object.entries(spec.cookies ?? {})) this.jar.set(name, value);
    const { type, body } = encodeBody(spec);
    const headers = new Map<string, string>([
      ["host", "testserver"],
      ["x-forwarded-port", spec.secure === true ? "443" : "80"],
    ]);
    const cookies = this.jar.header();
    if (cookies !== undefined) headers.set("cookie", cookies);
    if (type !== undefined) headers.set("content-type", type);
    if (body !== undefined) headers.set("content-length", String(body.length));
    for (const [name, value] of Object.entries(spec.headers ?? {})) {
      if (value === null) headers.delete(name.toLowerCase());
      else headers.set(name.toLowerCase(), value);
    }
    const message = await this.#exchange(spec, headers, body);
    const received: Received = {
      status: message.statusCode ?? 0,
      reason: message.statusMessage ?? "",
      headers: message.headers,
      cookies: (message.headers["set-cookie"] ?? []).map((raw) => parseSetCookie(raw)),
      body: await buffer(message),
    };
    this.jar.receive(received.cookies);
    return received;
  }

  async #exchange(
    spec: RequestSpec,
    headers: ReadonlyMap<string, string>,
    body: Buffer | undefined,
  ): Promise<IncomingMessage> {
    const isSecure = spec.secure === true;
    const port = await (isSecure ? this.#securePort() : this.#plainPort());
    const options = {
      host: "127.0.0.1",
      port,
      agent: false,
      method: spec.method ?? "GET",
      path: spec.target,
      setHost: false,
      headers: Object.fromEntries(headers),
    };
    const request = isSecure ? httpsRequest({ ...options, ...tls }) : httpRequest(options);
    return new Promise((resolve, reject) => {
      request.once("response", resolve).once("error", reject);
      request.end(body);
    });
  }

  #plainPort(): Promise<number> {
    return (this.#plain ??= this.#listen(createServer(this.#listener)));
  }

  #securePort(): Promise<number> {
    return (this.#secure ??= this.#listen(
      createTlsServer({ ...psk, pskCallback: () => sharedKey }, this.#listener),
    ));
  }

  #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

function encodeBody(spec: RequestSpec): {
  readonly type: string | undefined;
  readonly body: Buffer | undefined;
} {
  if (spec.multipart) return encodeMultipart(spec.multipart);
  if (spec.json !== undefined) {
    return { type: "application/json", body: Buffer.from(JSON.stringify(spec.json)) };
  }
  if (spec.form) {
    const pairs = isPairs(spec.form) ? spec.form : Object.entries(spec.form);
    const form = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
    return { type: "application/x-www-form-urlencoded", body: Buffer.from(form.toString()) };
  }
  if (spec.body !== undefined) {
    return { type: "application/octet-stream", body: bytesOf(spec.body) };
  }
  return { type: undefined, body: undefined };
}

function isPairs(
  form: NonNullable<RequestSpec["form"]>,
): form is readonly (readonly [string, string])[] {
  return Array.isArray(form);
}

const BOUNDARY = "BoUnDaRyStRiNg";

function encodeMultipart(parts: readonly PartSpec[]): {
  readonly type: string;
  readonly body: Buffer;
} {
  const encoded = parts.map(({ name, filename, content_type: type, content }) => {
    const file = filename === undefined ? "" : `; filename="${filename}"`;
    const kind = type === undefined ? "" : `Content-Type: ${type}\r\n`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${kind}\r\n`;
    return Buffer.concat([Buffer.from(head), bytesOf(content), Buffer.from("\r\n")]);
  });
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([...encoded, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  };
}

function bytesOf(content: unknown): Buffer {
  const decoded = decodeValue(content);
  return Buffer.isBuffer(decoded) ? decoded : Buffer.from(String(decoded));
}

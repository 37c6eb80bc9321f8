import { connect, type Socket } from "node:net";
import { once } from "node:events";

/** What a server wrote on one connection until it, or the patience of the visitor, ended. */
export interface Exchange {
  readonly text: string;
  /** Of the first response; 0 when there was none. */
  readonly status: number;
  /** How many responses there were. */
  readonly responses: number;
  /** Whether the server closed the connection. */
  readonly closed: boolean;
  /** The first response's body. */
  readonly body: string;
}

/** Sends bytes as they are and reads until the server closes, or has spoken and falls silent. */
export async function exchange(
  port: number,
  bytes: string | Buffer | ((socket: Socket) => Promise<void>),
  patienceMs = 400,
): Promise<Exchange> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  let closed = false;
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A server that has had enough resets the connection.
  socket.on("error", () => {});
  socket.on("close", () => {
    closed = true;
  });
  await once(socket, "connect");
  const silence = fallSilent(socket, patienceMs);
  if (typeof bytes === "function") await bytes(socket);
  else socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  await silence;
  socket.destroy();
  const text = Buffer.concat(chunks).toString("utf8");
  return {
    text,
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
    responses: text.match(/^HTTP\/1\.1 \d{3}/gm)?.length ?? 0,
    closed,
    body: text.split("\r\n\r\n")[1] ?? "",
  };
}

/** A busy machine may take its time for the first word. */
const FIRST_WORD_MS = 5000;

/** Resolves when the connection is closed, or nothing more has come for a while. */
function fallSilent(socket: Socket, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(resolve, Math.max(FIRST_WORD_MS, patienceMs));
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(resolve, patienceMs);
    };
    socket.on("data", wait);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A GET with these header lines. */
export function get(target: string, ...headers: readonly string[]): string {
  return lines(`GET ${target} HTTP/1.1`, "Host: testserver", "Connection: close", ...headers);
}

/** A POST of a body. */
export function post(target: string, type: string, body: string): string {
  const length = Buffer.byteLength(body, "latin1");
  return (
    lines(
      `POST ${target} HTTP/1.1`,
      "Host: testserver",
      "Connection: close",
      `Content-Type: ${type}`,
      `Content-Length: ${length}`,
    ) + body
  );
}

export function lines(...all: readonly string[]): string {
  return `${all.join("\r\n")}\r\n\r\n`;
}

/** Sends bytes as they are, one request after the other on a connection that is kept while the server keeps it. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawResponse {
  readonly status: number;
  /** The header lines, `Set-Cookie` among them. */
  readonly head: string;
  readonly body: string;
}

export class RawClient {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws {Error} When the server says nothing whole within 20 seconds, or closes without a word. */
  async send(request: string): Promise<RawResponse> {
    const socket = (this.#socket ??= await this.#open());
    const answered = readResponse(socket);
    socket.write(Buffer.from(request, "latin1"));
    const response = await answered;
    if (socket.destroyed || /^connection: close$/im.test(response.head)) this.close();
    return response;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    const socket = connect(this.#port, "127.0.0.1");
    await once(socket, "connect");
    // What goes wrong shows as a response that does not come.
    socket.on("error", () => {});
    return socket;
  }
}

const PATIENCE_MS = 20_000;

function readResponse(socket: Socket): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    let text = "";
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      socket.off("data", onData).off("close", onClose);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      text += chunk.toString("latin1");
      const response = parse(text);
      if (response) end(() => resolve(response));
    };
    const onClose = (): void => {
      const response = parse(text, true);
      end(() => (response ? resolve(response) : reject(new Error(`Closed after: ${text}`))));
    };
    const timer = setTimeout(() => {
      end(() => reject(new Error(`No whole response in ${PATIENCE_MS} ms: ${text}`)));
    }, PATIENCE_MS);
    socket.on("data", onData).on("close", onClose);
  });
}

/** The response, once all of it is there; one without a length ends with the connection. */
function parse(text: string, closed = false): RawResponse | undefined {
  const split = text.indexOf("\r\n\r\n");
  if (split === -1) return undefined;
  const head = text.slice(0, split).replaceAll("\r", "");
  const body = text.slice(split + 4);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  const isWhole = length === undefined ? closed : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), head, body } : undefined;
}

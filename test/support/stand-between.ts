import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Line {
  /** Where the client is to connect. */
  readonly port: number;
  /** Cuts every connection there is; new ones work. */
  readonly cut: () => void;
  readonly close: () => void;
}

/** Stands between a client and the server, and cuts the lines when it is told to. */
export async function standBetween(host = "127.0.0.1", port = 5432): Promise<Line> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const proxy = createServer((near) => {
    const far = connect(port, host);
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port: own } = proxy.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const close = (): void => {
    proxy.close();
    cut();
  };
  return { port: own, cut, close };
}

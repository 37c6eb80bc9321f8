/** The idle connections of ../streams.ts, in a process of their own, so that they cost the others' clock nothing. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";

interface Crowd {
  readonly port: number;
  readonly slow: number;
  readonly sockets: number;
  readonly streams: number;
}

async function connected(port: number, bytes: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  socket.write(bytes);
  return socket;
}

async function all<T>(number: number, open: () => Promise<T>): Promise<T[]> {
  const opened: T[] = [];
  while (opened.length < number) {
    const next = Math.min(50, number - opened.length);
    opened.push(...(await Promise.all(Array.from({ length: next }, open))));
  }
  return opened;
}

process.once("message", async ({ port, slow, sockets, streams }: Crowd) => {
  const dripping = await all(slow, () =>
    connected(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "),
  );
  // Each a byte a second, one after the other.
  let at = 0;
  setInterval(() => {
    for (let turn = 0; turn < slow / 100; turn++) dripping[at++ % slow]?.write("x");
  }, 10);
  await all(sockets, async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/`, { perMessageDeflate: false });
    await once(socket, "open");
    return socket;
  });
  const readers = await all(streams, async () => {
    const socket = await connected(port, "GET /events/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await once(socket, "data");
    return socket;
  });
  process.once("message", () => {
    for (const socket of readers) socket.resetAndDestroy();
  });
  process.send?.("here");
});

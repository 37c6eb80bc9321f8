import type { ServerResponse } from "node:http";

/** How long, and how much of, an unread body is discarded. */
const LONGEST_MS = 5000;
const MOST_BYTES = 50_000_000;

/**
 * Ends the connection after this response, but lets the client finish sending: closing it earlier would lose
 * the answer.
 */
export function lingerAfter(out: ServerResponse): void {
  const { req: message, socket } = out;
  out.shouldKeepAlive = false;
  if (!socket) return;
  // Called by node:http after the response.
  socket.destroySoon = () => {
    let bytes = 0;
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
    };
    const timer = setTimeout(end, LONGEST_MS);
    socket.once("close", end).end();
    message.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) end();
    });
    if (message.readableEnded) end();
    else message.once("end", end).resume();
  };
}

/** A page, a stream of events and a WebSocket: see ../streams.ts. */
import { readdirSync } from "node:fs";
import { HttpResponse, JsonResponse } from "../../../src/http/index.ts";
import {
  EventStreamResponse,
  websocket,
  type WebSocketConnection,
} from "../../../src/streams/index.ts";
import { path } from "../../../src/urls/index.ts";

/** Sources and views that were begun and not given back. */
let open = 0;

async function* waits(signal: AbortSignal): AsyncGenerator<string> {
  open++;
  try {
    yield "hello";
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  } finally {
    open--;
  }
}

async function echo(_request: unknown, socket: WebSocketConnection): Promise<void> {
  open++;
  try {
    for await (const message of socket) await socket.send(message);
  } finally {
    open--;
  }
}

export const urlpatterns = [
  path("", () => new HttpResponse("x".repeat(2000))),
  path("events/", () => new EventStreamResponse(waits)),
  path("ws/", websocket(echo)),
  path("held/", () => {
    globalThis.gc?.();
    const { rss } = process.memoryUsage();
    return new JsonResponse({ descriptors: readdirSync("/proc/self/fd").length, open, rss });
  }),
];

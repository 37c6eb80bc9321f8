/** `mkweb/streams`: views that stay open: server-sent events and WebSockets. See docs/topics/streams.md. */
export { connectWebSocket, WebSocketRefused, type ConnectOptions } from "./connect.ts";
export type { Events } from "./event-feed.ts";
export {
  EventStreamResponse,
  lastEventId,
  type EventStreamOptions,
} from "./event-stream-response.ts";
export type { ServerSentEvent } from "./event-text.ts";
export {
  WebSocketClosed,
  WebSocketConnection,
  type CloseEvent,
  type Message,
} from "./web-socket-connection.ts";
export { websocket, type WebSocketHandler, type WebSocketOptions } from "./websocket.ts";

import {
  HttpResponse,
  HttpResponseNotAllowed,
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
  type View,
} from "../http/index.ts";
import { isTrustedOrigin } from "../middleware/index.ts";
import { loadWs } from "./library.ts";
import type { WebSocketConnection } from "./web-socket-connection.ts";
import { WebSocketResponse } from "./web-socket-response.ts";

/**
 * Serves one WebSocket. Receives the request that opened it, with its session and user, the open connection,
 * and the values from the URL. When it returns, the connection is closed with 1000; when it throws, with
 * 1011, and the error is logged.
 */
export type WebSocketHandler<Params extends object = Readonly<Record<string, unknown>>> = (
  request: HttpRequest,
  socket: WebSocketConnection,
  params: Params,
) => Promise<void>;

export interface WebSocketOptions {
  /** Supported subprotocols, in order of preference. Default: none, whatever the client offers. */
  readonly protocols?: readonly string[];
}

/**
 * Creates a view that serves WebSockets, for `path()` like any other; needs the package `ws` in the project.
 *
 * The opening request passes all middleware first, so decorators of views work on it. It is refused with 400
 * for an unknown Host, with 403 for an Origin that is neither this host's nor in CSRF_TRUSTED_ORIGINS, and
 * with 426 if it does not ask for a WebSocket.
 *
 * @example
 * export const urlpatterns = [path("ws/echo/", websocket(async (request, socket) => {
 *   for await (const message of socket) await socket.send(message);
 * }))];
 */
export function websocket<Params extends object = Readonly<Record<string, unknown>>>(
  handler: WebSocketHandler<Params>,
  { protocols = [] }: WebSocketOptions = {},
): View<Params> {
  const view = async (request: HttpRequest, params: Params): Promise<HttpResponseBase> => {
    if (request.method !== "GET") return new HttpResponseNotAllowed(["GET"]);
    if (request.upgrade !== "websocket") return upgradeRequired();
    request.getHost();
    if (!isTrustedOrigin(request)) {
      const origin = request.headers.get("origin");
      throw new PermissionDenied(
        `Origin checking failed - ${origin} does not match any trusted origins.`,
      );
    }
    const library = await loadWs();
    const serve = (socket: WebSocketConnection): Promise<void> => handler(request, socket, params);
    return new WebSocketResponse({ request, library, protocols, serve });
  };
  return Object.defineProperty(view, "name", { value: handler.name, configurable: true });
}

function upgradeRequired(): HttpResponse {
  return new HttpResponse("This address serves WebSockets.", {
    status: 426,
    contentType: "text/plain",
    headers: { Upgrade: "websocket", Connection: "Upgrade" },
  });
}

/** Asks a view for a WebSocket in a process that has no ws, and prints what comes of it. */
import { registerHooks } from "node:module";
import { MkwebError } from "../../src/errors.ts";
import { HttpRequest, HttpResponse } from "../../src/http/index.ts";
import { websocket } from "../../src/streams/index.ts";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "ws") return next(specifier, context);
    throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  },
});
const request = new HttpRequest(
  {
    method: "GET",
    target: "/",
    protocol: "HTTP/1.1",
    encrypted: false,
    remoteAddress: "127.0.0.1",
    serverName: "localhost",
    serverPort: "80",
    upgrade: "websocket",
    header: (name) => (name === "host" ? "localhost" : undefined),
    headers: () => [],
    body: () => undefined,
  },
  { ALLOWED_HOSTS: ["localhost"] },
);
try {
  const answer = await websocket(async () => {})(request, {});
  console.log(answer instanceof HttpResponse);
} catch (error) {
  if (error instanceof MkwebError) console.log(error.code, error.hint);
}

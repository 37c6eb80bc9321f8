/** One of the servers that ../hello.ts compares; prints its port. */
import { createServer, type RequestListener } from "node:http";
import { completeSettings } from "../../src/conf/index.ts";
import { getApplication } from "../../src/server/index.ts";
import { hello } from "./one-route.ts";

/** What `startproject` writes into MIDDLEWARE, and what that needs. */
const generated = {
  INSTALLED_APPS: ["auth", "contenttypes", "sessions", "messages"].map((name) => `mkweb/${name}`),
  MIDDLEWARE: [
    "mkweb/middleware/security",
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
    "mkweb/messages/middleware",
    "mkweb/middleware/clickjacking",
  ],
  DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
};

const [kind] = process.argv.slice(2);
const server = createServer(kind === "bare" ? bare : await project(kind));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : address);
});

async function project(kind: string | undefined): Promise<RequestListener> {
  const urls = kind === "routes" ? "many-routes.ts" : "one-route.ts";
  const settings = completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "k".repeat(50),
    ALLOWED_HOSTS: ["127.0.0.1"],
    ROOT_URLCONF: urls,
    ...(kind !== "plain" && generated),
  });
  return (await getApplication(settings)).nodeListener;
}

function bare(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": hello.length,
  });
  response.end(hello);
}

/** nginx and Caddy in front of the server, over its socket, with what `deploy systemd` writes for all of them. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { request as plain, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { WebSocket } from "ws";
import { startProcess, type Started } from "../support/project.ts";
import type { Site } from "../generate/support.ts";
import { noCaddy, startCaddy } from "./caddy.ts";
import { noNginx, startNginx } from "./nginx.ts";
import { deployed, well } from "./support.ts";
import type { WebServer } from "./web-server.ts";

const host = "shop.example.com";

const views = `import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { HttpResponse, JsonResponse, type HttpRequest } from "mkweb/http";
import { csrfExempt } from "mkweb/middleware/csrf";
import { EventStreamResponse, type WebSocketConnection } from "mkweb/streams";

export function headers(request: HttpRequest): JsonResponse {
  const names = ["HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_CONNECTION"];
  const sent = names.map((name) => [name, request.META[name] ?? null]);
  return new JsonResponse({ ...Object.fromEntries(sent), secure: request.isSecure(), pid: process.pid });
}

export const upload = csrfExempt((request: HttpRequest) => new HttpResponse(String(request.FILES.get("file")?.size)));

// By a file, which both workers see.
export function ring(_request: HttpRequest, { bell }: { readonly bell: string }): HttpResponse {
  writeFileSync("rung-" + bell, "");
  return new HttpResponse("");
}
export function events(_request: HttpRequest, { bell }: { readonly bell: string }): EventStreamResponse {
  return new EventStreamResponse(async function* (signal) {
    yield "first";
    while (!existsSync("rung-" + bell)) await wait(10, undefined, { signal });
    yield "rang";
  });
}

export async function echo(_request: HttpRequest, socket: WebSocketConnection): Promise<void> {
  for await (const message of socket) await socket.send(message);
}
`;
const urls = `import { websocket } from "mkweb/streams";
import { path, type UrlEntry } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns: UrlEntry[] = [
  path("headers/", views.headers),
  path("upload/", views.upload),
  path("events/<slug:bell>/", views.events),
  path("ring/<slug:bell>/", views.ring),
  path("ws/", websocket(views.echo)),
];
`;

interface InFront {
  readonly missing: string | false;
  readonly start: typeof startNginx;
  /** What it says of the name that was asked for. */
  readonly forwardedHost: string | null;
  /** The status by which it sends on to HTTPS. */
  readonly redirects: number;
  /** What of its errors is as it should be. */
  readonly expected: RegExp;
}

const webServers: Readonly<Record<string, InFront>> = {
  nginx: {
    missing: noNginx,
    start: startNginx,
    forwardedHost: null,
    redirects: 301,
    expected: /too large body|buffered to a temporary/,
  },
  Caddy: {
    missing: noCaddy,
    start: startCaddy,
    forwardedHost: host,
    redirects: 308,
    // The last: a visitor left a stream.
    expected: /request body too large|aborting with incomplete response/,
  },
};

// Like a test's own, undone behind the last of them.
const undone: (() => unknown)[] = [];
const ending = { after: (undo: () => unknown) => void undone.unshift(undo) };
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 8 });
let site: Site;
let socket: string;
let server: Started;

before(async () => {
  if (noNginx !== false && noCaddy !== false) return;
  site = await deployed(ending, "systemd", "--domain", host);
  await site.write("polls/views.ts", views);
  await site.write("polls/urls.ts", urls);
  const ws = fileURLToPath(new URL("../../node_modules/ws", import.meta.url));
  await symlink(ws, join(site.path, "node_modules/ws"), "junction");
  const env = {
    ...parseEnv(await site.read(".env.production")),
    DATABASE_URL: "sqlite:db.sqlite3",
    MEDIA_ROOT: "media",
  };
  well(await finished(startProcess(["manage", "collectstatic", "--noinput"], site.path, env)));
  well(await finished(startProcess(["manage", "migrate"], site.path, env)));
  socket = join(site.path, "site.sock");
  const words = ["manage", "serve", "--bind", `unix:${socket}`, "--workers", "2"];
  server = startProcess(words, site.path, env);
  undone.unshift(() => server.child.kill("SIGKILL"));
  await Promise.race([server.says("Serving on"), server.ended()]);
  assert.match(server.output(), /Serving on/);
});
after(async () => {
  agent.destroy();
  for (const undo of undone) await undo();
});

for (const [name, inFront] of Object.entries(webServers)) {
  describe(`${name} in front of the site`, { skip: inFront.missing }, () => {
    let web: WebServer;
    before(async () => {
      web = await inFront.start(ending, site, socket);
    });

    const get = (path: string, headers: IncomingHttpHeaders = {}) =>
      ask(web.https, path, { headers, agent });

    it("says who asks, under which name and by HTTPS, whatever the visitor writes into these headers", async () => {
      const forged = {
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-proto": "http",
        "x-forwarded-host": "evil.example",
      };
      const { status, text } = await get("/polls/headers/", forged);
      assert.equal(status, 200);
      const { pid: _, ...seen } = JSON.parse(text);
      assert.deepEqual(seen, {
        HTTP_HOST: host,
        HTTP_X_FORWARDED_FOR: "127.0.0.1",
        HTTP_X_FORWARDED_PROTO: "https",
        HTTP_X_FORWARDED_HOST: inFront.forwardedHost,
        HTTP_CONNECTION: null,
        secure: true,
      });
    });

    it("sends http:// on to https://, and tells browsers to stay there", async () => {
      const { statusCode, headers } = await answer(
        plain({
          host: "127.0.0.1",
          port: web.http,
          path: "/polls/headers/?a=1",
          headers: { host },
        }),
      );
      assert.equal(statusCode, inFront.redirects);
      assert.equal(headers.location, `https://${host}/polls/headers/?a=1`);
      const page = await get("/polls/headers/");
      assert.match(String(page.headers["strict-transport-security"]), /max-age=3600/);
    });

    it("takes an upload of 15 MB, and refuses one of 25 without the site", async () => {
      const upload = (size: number) => {
        const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n`;
        const body = Buffer.concat([
          Buffer.from(head),
          Buffer.alloc(size, 97),
          Buffer.from("\r\n--b--\r\n"),
        ]);
        const headers = { "content-type": "multipart/form-data; boundary=b" };
        return ask(web.https, "/polls/upload/", { method: "POST", headers, body, agent });
      };
      const taken = await upload(15_000_000);
      assert.deepEqual([taken.status, taken.text], [200, "15000000"]);
      assert.equal((await upload(25_000_000)).status, 413);
    });

    it("passes each event on at once", async () => {
      const stream = await answer(
        request({
          port: web.https,
          host: "127.0.0.1",
          path: `/polls/events/${name}/`,
          servername: host,
          headers: { host },
          rejectUnauthorized: false,
        }),
      );
      let seen = "";
      stream.setEncoding("utf8").on("data", (text: string) => (seen += text));
      while (!seen.includes("data: first")) await once(stream, "data");
      await get(`/polls/ring/${name}/`);
      while (!seen.includes("data: rang")) await once(stream, "data");
      stream.destroy();
    });

    it("lets WebSockets through, for pages of the site alone", async () => {
      const open = (origin: string) =>
        new WebSocket(`wss://127.0.0.1:${web.https}/polls/ws/`, {
          headers: { host },
          origin,
          agent: new Agent({ rejectUnauthorized: false, servername: host }),
        });
      const socket = open(`https://${host}`);
      await once(socket, "open");
      socket.send("hello");
      const [message] = await once(socket, "message");
      assert.equal(String(message), "hello");
      socket.close();
      await once(socket, "close");
      await assert.rejects(once(open("https://evil.example"), "open"), /403/);
    });

    it("sends static files that have a hash in their names for a year, and those alone", async () => {
      const { paths }: { readonly paths: Readonly<Record<string, string>> } = JSON.parse(
        await site.read("staticfiles/staticfiles.json"),
      );
      const hashed = await get(`/static/${paths["polls/style.css"]}`);
      assert.equal(hashed.status, 200);
      assert.equal(hashed.headers["cache-control"], "public, max-age=31536000, immutable");
      assert.match(String(hashed.headers["content-type"]), /^text\/css/);
      const usual = await get("/static/polls/style.css");
      assert.equal(usual.headers["cache-control"], "public, max-age=60");
      assert.equal(usual.text, hashed.text);
      for (const outside of ["/static/../.env.production", "/static../.env.production"]) {
        assert.equal((await get(outside)).status, 404);
      }
    });

    it("answers every request while the workers are replaced, on connections that stay open", async () => {
      const workers = async () => JSON.parse((await get("/polls/headers/")).text).pid;
      const old = new Set<number>();
      for (let at = 0; at < 20; at += 1) old.add(await workers());
      const statuses = new Map<number, number>();
      const seen = new Set<number>();
      server.child.kill("SIGHUP");
      // Two at least answer in the end that did not at the beginning.
      const isReplaced = (): boolean => [...seen].filter((pid) => !old.has(pid)).length >= 2;
      const visitor = async (): Promise<void> => {
        while (!isReplaced()) {
          const { status, text } = await get("/polls/headers/");
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status === 200) seen.add(JSON.parse(text).pid);
        }
      };
      await Promise.all(Array.from({ length: 4 }, visitor));
      assert.deepEqual([...statuses.keys()], [200], web.errors);
    });

    it("has nothing to complain about", () => {
      const lines = web.errors.split("\n");
      assert.deepEqual(
        lines.filter((line) => line !== "" && !inFront.expected.test(line)),
        [],
      );
    });
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Ask {
  readonly method?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: Buffer;
  readonly agent: Agent | undefined;
}

async function ask(port: number, path: string, { body, headers, ...more }: Ask): Promise<Answer> {
  const sent = request({
    host: "127.0.0.1",
    port,
    path,
    rejectUnauthorized: false,
    servername: host,
    headers: { host, ...headers },
    ...more,
  });
  // A refusal may come before all is sent.
  sent.on("error", () => undefined);
  const response = await answer(sent, body);
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

async function answer(sent: ReturnType<typeof plain>, body?: Buffer): Promise<IncomingMessage> {
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve).once("error", reject);
  });
  sent.end(body);
  return response;
}

async function finished(run: ReturnType<typeof startProcess>) {
  const status = await run.ended();
  return { status, ...run.texts };
}

/** A site with static files in a folder of its own, and visitors of it over the network. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type App, type Settings } from "../../src/conf/index.ts";
import { getApplication, serve } from "../../src/server/index.ts";

export interface Site {
  readonly folder: string;
  readonly settings: Settings;
  readonly apps: readonly App[];
}

const files = {
  "secret.txt": "secret",
  "assets/polls/style.css": "from assets",
  "polls/static/polls/style.css": "li a { color: green; }",
  "polls/static/polls/images/background.png": "\u0089PNG",
  "polls/static/.hidden": "x",
  "polls/static/polls/old~": "x",
  "polls/static/polls/größe 1.js": "1;",
};

/** @param more Files besides: text or bytes by their paths. */
export async function site(
  t: TestContext,
  settings: Partial<Settings> = {},
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-static-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ ...files, ...more })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const base = pathToFileURL(`${folder}/`);
  const root = new URL("polls/", base);
  return {
    folder,
    settings: completeSettings({
      BASE_DIR: base,
      SECRET_KEY: "k",
      DEBUG: true,
      INSTALLED_APPS: ["mkweb/staticfiles", "polls"],
      ...settings,
    }),
    apps: [{ name: "polls", label: "polls", verboseName: "polls", root, module: {} }],
  };
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  readonly bytes: Buffer;
}

/** Asks over the network, with the path exactly as written. */
export async function visit(t: TestContext, settings: Settings) {
  const controller = new AbortController();
  const application = await getApplication(settings, { logErrors: false });
  const serving = await serve(application, {
    port: 0,
    signal: controller.signal,
    gracePeriodMs: 500,
  });
  t.after(async () => {
    controller.abort();
    await serving.closed;
  });
  const { request } = await import("node:http");
  return (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<Answer>((resolve, reject) => {
      const options = { port: serving.port, path, headers, method, agent: false };
      request(options, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const bytes = Buffer.concat(parts);
          const { statusCode: status, headers: received } = response;
          resolve({ status, headers: received, body: bytes.toString(), bytes });
        });
      })
        .on("error", reject)
        .end();
    });
}

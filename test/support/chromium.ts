/** A real Chromium without a screen, driven by its own protocol over Node's WebSocket. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Why there is no Chromium here, or `false`: for a test's `skip`. */
export const noChromium: string | false =
  spawnSync("chromium", ["--version"]).status === 0
    ? false
    : "chromium is not installed (Debian: chromium)";

export interface Browser {
  /** Goes to an address and waits until it is loaded; answers the text a visitor reads. */
  open(url: string): Promise<string>;
  /** Writes a picture of the page, as PNG. */
  screenshot(file: string): Promise<void>;
  /** Closes it as a user would, so that the profile keeps what a browser keeps. */
  close(): Promise<void>;
}

/** @param profile The folder of the user's profile; made if it is missing. */
export async function openBrowser(profile: string): Promise<Browser> {
  const child = spawn(
    "chromium",
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--window-size=1000,900",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: "ignore" },
  );
  const ended = once(child, "exit");
  try {
    const base = `http://127.0.0.1:${await portOf(profile)}`;
    const pages: readonly { type: string; webSocketDebuggerUrl: string }[] = JSON.parse(
      await (await fetch(`${base}/json/list`)).text(),
    );
    const tab = pages.find(({ type }) => type === "page");
    if (!tab) throw new Error("Chromium has no tab.");
    const connection = await connect(tab.webSocketDebuggerUrl);
    await connection.call("Page.enable");
    return {
      async open(url) {
        const loaded = connection.event("Page.loadEventFired");
        await connection.call("Page.navigate", { url });
        await loaded;
        const { result } = await connection.call("Runtime.evaluate", {
          expression: "document.body.innerText",
        });
        return String(Reflect.get(Object(result), "value"));
      },
      async screenshot(file) {
        const { data } = await connection.call("Page.captureScreenshot");
        writeFileSync(file, String(data), "base64");
      },
      async close() {
        connection.send("Browser.close");
        await ended;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** Chromium writes the port it listens on into its profile. */
async function portOf(profile: string): Promise<string> {
  const file = join(profile, "DevToolsActivePort");
  for (let attempt = 0; attempt < 300; attempt++) {
    const [port] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    if (port && (await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => undefined))) {
      return port;
    }
    await setTimeout(100);
  }
  throw new Error("Chromium did not start within 30 seconds.");
}

type Result = Readonly<Record<string, unknown>>;

interface Connection {
  send(method: string, params?: object): number;
  call(method: string, params?: object): Promise<Result>;
  /** Resolves when the browser next says so; rejects after 15 seconds. */
  event(method: string): Promise<void>;
}

async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url);
  await once(socket, "open");
  const calls = new Map<number, (result: Result) => void>();
  const events = new Map<string, () => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const message: { id?: number; method?: string; result?: Result } = JSON.parse(String(data));
    if (message.id !== undefined) calls.get(message.id)?.(message.result ?? {});
    if (message.method !== undefined) events.get(message.method)?.();
  });
  const send = (method: string, params: object = {}): number => {
    last += 1;
    socket.send(JSON.stringify({ id: last, method, params }));
    return last;
  };
  return {
    send,
    call: (method, params) => new Promise((resolve) => calls.set(send(method, params), resolve)),
    event: (method) =>
      new Promise((resolve, reject) => {
        const late = globalThis.setTimeout(() => reject(new Error(`No ${method}.`)), 15_000);
        events.set(method, () => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}

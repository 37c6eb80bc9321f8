import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Ending } from "../../cli/support.ts";

export interface Held {
  readonly descriptors: number;
  readonly timers: number;
  readonly memory: number;
  readonly open: number;
  readonly aborted: number;
}

export interface HeldSite {
  readonly port: number;
  get(path: string): Promise<Response>;
  held(): Promise<Held>;
  /** What it holds once it has tidied up. */
  settled(): Promise<Held>;
  /** Waits until the process holds no more than it did. */
  holds(before: Held): Promise<void>;
  /** A connection that sent this; its errors are nobody's concern. */
  send(bytes: string | Buffer): Promise<Socket>;
  stop(signal: NodeJS.Signals): Promise<number | null>;
  /** What the server printed. */
  output(): string;
}

export interface SiteOptions {
  readonly temporaryFolder?: string;
  readonly viewTimeout?: number;
  readonly sendTimeout?: number;
  readonly requestTimeout?: number;
  /** Blocks of 512 bytes that a file of the process may have. */
  readonly fileLimit?: number;
}

/** Runs `server.ts` until the end of the test, or of a group of them. */
export async function heldSite(
  t: Ending,
  {
    temporaryFolder,
    viewTimeout = 60,
    sendTimeout = 60,
    requestTimeout = 60,
    fileLimit,
  }: SiteOptions = {},
): Promise<HeldSite> {
  const scratch = await mkdtemp(join(tmpdir(), "mkweb-held-"));
  const words = [
    process.execPath,
    "--expose-gc",
    fileURLToPath(new URL("server.ts", import.meta.url)),
    temporaryFolder ?? scratch,
    String(viewTimeout),
    String(sendTimeout),
    String(requestTimeout),
  ];
  const limit = fileLimit === undefined ? "" : `ulimit -f ${fileLimit}; `;
  const child = spawn("sh", ["-c", `${limit}exec "$@"`, "sh", ...words], {
    env: { ...process.env, TMPDIR: scratch },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => (printed += more));
  const ended = once(child, "close");
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(scratch, { recursive: true, force: true });
  });
  while (!/Serving on/.test(printed)) {
    await Promise.race([once(child.stderr, "data"), ended]);
    assert.equal(child.exitCode, null, printed);
  }
  const port = Number(/:(\d+)\//.exec(printed)?.[1]);

  const get = (path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } });
  const held = async (): Promise<Held> => JSON.parse(await (await get("/held/")).text());
  return {
    port,
    get,
    held,
    async settled() {
      for (let last = await held(); ;) {
        await delay(200);
        const now = await held();
        if (now.descriptors === last.descriptors && now.timers === last.timers) return now;
        last = now;
      }
    },
    async holds(before) {
      let now = await held();
      for (let tries = 0; tries < 200 && !isWithin(now, before); tries++) {
        await delay(50);
        now = await held();
      }
      assert.ok(isWithin(now, before), `${JSON.stringify(now)}, before ${JSON.stringify(before)}`);
    },
    async send(bytes) {
      const socket = connect(port, "127.0.0.1").on("error", () => {});
      await once(socket, "connect");
      socket.write(bytes);
      return socket;
    },
    async stop(signal) {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
    output: () => printed,
  };
}

/** Node keeps some memory for the next time. */
const SPARE_BYTES = 80_000_000;

function isWithin(now: Held, before: Held): boolean {
  return (
    now.descriptors <= before.descriptors &&
    now.timers <= before.timers &&
    now.open <= before.open &&
    now.memory <= before.memory + SPARE_BYTES
  );
}

/** Asks for the front page again and again until told to stop; gives the statuses that were not 200. */
export function visitor(site: HeldSite): { stop(): Promise<readonly number[]> } {
  const over = new AbortController();
  const wrong: number[] = [];
  const visits = (async () => {
    while (!over.signal.aborted) {
      const { status } = await site.get("/").catch(() => ({ status: 0 }));
      if (status !== 200) wrong.push(status);
      await delay(5);
    }
  })();
  return {
    async stop() {
      over.abort();
      await visits;
      return wrong;
    },
  };
}

/** Everything a connection gets until it ends. */
export const answerOn = (socket: Socket): Promise<string> => text(socket).catch(() => "");

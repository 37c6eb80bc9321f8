/** /metrics of a site in several processes. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("cluster-site.ts", import.meta.url));

describe("a site in two processes", () => {
  it("adds up what both have counted, and forgets nothing of one that dies", async (t) => {
    const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
    t.after(() => child.stdin.end());
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { url }: { url: string } = JSON.parse((await lines.next()).value ?? "");
    const get = async (path: string): Promise<string> =>
      (await fetch(new URL(path, url), { headers: { Connection: "close" } })).text();
    const figure = (text: string, name: string): number =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, "\\$&")} (\\d+)$`, "m").exec(text)?.[1]);
    const pages = 'mkweb_http_requests_total{method="GET",status="200",route="page"}';

    await Promise.all(Array.from({ length: 40 }, () => get("/page/")));
    const both = await get("/metrics");
    assert.deepEqual([figure(both, "mkweb_processes"), figure(both, pages)], [2, 40]);

    child.stdin.write("kill\n");
    assert.equal((await lines.next()).value, "gone");
    await get("/page/");
    const one = await get("/metrics");
    assert.deepEqual([figure(one, "mkweb_processes"), figure(one, pages)], [1, 41]);
    child.stdin.end();
    await once(child, "exit");
  });
});

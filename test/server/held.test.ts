/**
 * What views open, and clients that do not wait for it: nothing stays behind.
 * Slow, as hundreds of clients come and leave, and the servers' own limits have to pass.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { isThorough } from "../support/thorough.ts";
import { answerOn, heldSite, visitor, type HeldSite } from "./held/site.ts";
import { logRecords } from "./log-records.ts";

const skip = process.platform !== "linux" && "reads /proc";

const get = (path: string, headers = ""): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`;

/** Waits for the first bytes, then is gone without a word. */
async function leavesAtOnce(site: HeldSite, path: string, headers = ""): Promise<void> {
  const socket = await site.send(get(path, headers));
  await once(socket, "data");
  socket.resetAndDestroy();
}

/** Each that leaves something behind shows; more in `npm run test:thorough`. */
const CLIENTS = isThorough ? 200 : 60;

describe("many clients that leave while", { skip }, () => {
  const undone: (() => unknown)[] = [];
  let site: HeldSite;
  before(async () => {
    site = await heldSite({ after: (undo) => void undone.push(undo) });
  });
  after(async () => {
    for (const undo of undone) await undo();
  });

  const cases = {
    "a generator is sent": ["/ticking/", ""],
    "a generator waits for what never comes": ["/silent/", ""],
    "a generator waits with request.signal": ["/patient/", ""],
    "a large file is sent": ["/file/", ""],
    "a part of a large file is sent": ["/file/", "Range: bytes=5-\r\n"],
    "a view's own stream is sent": ["/read-stream/", ""],
    "a compressed file is sent": ["/file/", "Accept-Encoding: gzip\r\n"],
    "a compressed generator is sent": ["/ticking/", "Accept-Encoding: gzip\r\n"],
    "a large page is sent": ["/whole/", ""],
  } as const;
  for (const [name, [path, headers]] of Object.entries(cases)) {
    it(`${name} leave nothing behind, and others are served`, async () => {
      await Promise.all(Array.from({ length: 40 }, () => leavesAtOnce(site, path, headers)));
      const before = await site.settled();
      const other = visitor(site);

      for (let done = 0; done < CLIENTS; done += 20) {
        await Promise.all(Array.from({ length: 20 }, () => leavesAtOnce(site, path, headers)));
      }

      assert.deepEqual(await other.stop(), []);
      await site.holds({ ...before, open: 0 });
    });
  }
});

describe("a site", { skip }, () => {
  it("keeps no file open for a response that is never sent", async (t) => {
    const site = await heldSite(t);
    await site.get("/dropped/");
    const before = await site.held();
    for (let at = 0; at < 50; at++) await site.get("/dropped/");
    await site.holds(before);
  });

  it("survives a stream that breaks before it is sent", async (t) => {
    const site = await heldSite(t);

    await assert.rejects(site.get("/no-such-file/").then((response) => response.text()));

    assert.equal(await (await site.get("/")).text(), "fine");
    const [record] = logRecords(site.output());
    assert.equal(record?.message, "Internal Server Error: GET /no-such-file/");
    assert.match(record?.error?.message ?? "", /^ENOENT/);
  });

  it("ends a connection whose client takes nothing, and lets one wait that has nothing to take", async (t) => {
    const site = await heldSite(t, { sendTimeout: 0.5 });
    await (await site.get("/file/")).arrayBuffer();
    const before = await site.held();
    const waiting = await site.send(get("/patient/"));
    const stuck = await Promise.all(
      ["/file/", "/whole/", "/read-stream/"].map(async (path) => {
        const socket = await site.send(get(path));
        return socket.pause();
      }),
    );

    await site.holds({
      ...before,
      descriptors: before.descriptors + 1,
      timers: before.timers + 1,
      open: 1,
    });

    const got = await Promise.all(stuck.map(answerOn));
    assert.deepEqual(
      got.filter((answer) => answer.length >= 20_000_000),
      [],
    );
    assert.ok(!waiting.destroyed);
    waiting.destroy();
    await site.holds(before);
  });
});

describe("a view that never ends", { skip }, () => {
  it("is answered for with 503 after VIEW_TIMEOUT, 20 at once, while other pages are served", async (t) => {
    const site = await heldSite(t, { viewTimeout: 0.5 });
    const other = visitor(site);

    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const response = await site.get("/never/");
        return [response.status, await response.text()] as const;
      }),
    );

    assert.deepEqual(await other.stop(), []);
    for (const [status, text] of answers) {
      assert.equal(status, 503);
      assert.match(text, /Service Unavailable \(503\)/);
      assert.doesNotMatch(text, /VIEW_TIMEOUT|never/);
    }
    const line =
      "Service Unavailable: GET /never/: The answer took longer than 0.5 s (VIEW_TIMEOUT).";
    const messages = logRecords(site.output()).map(({ message }) => message);
    assert.equal(messages.filter((each) => each.startsWith("Service Unavailable")).length, 20);
    assert.ok(messages.includes(line), messages.join("\n"));
  });

  it("learns of it, and of a client that has gone, by request.signal", async (t) => {
    const site = await heldSite(t, { viewTimeout: 1 });
    const gone = await site.send(get("/waits/"));
    await delay(50);
    gone.destroy();
    while ((await site.held()).aborted === 0) await delay(20);

    assert.equal((await site.get("/waits/")).status, 503);
    assert.equal((await site.held()).aborted, 2);
  });

  it("loses what was uploaded to it", async (t) => {
    const site = await heldSite(t, { viewTimeout: 0.5 });
    const before = await site.held();
    const body = `--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n${"x".repeat(50_000)}\r\n--b--\r\n`;
    const socket = await site.send(
      `POST /never/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    assert.match(await answerOn(socket), /^HTTP\/1\.1 503 /);
    await site.holds(before);
  });
});

describe("a server that is told to stop", { skip }, () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`by ${signal} ends with status 0, whatever views still wait for`, async (t) => {
      const site = await heldSite(t);
      const stuck = await site.send(get("/never/"));
      const streaming = await site.send(get("/patient/"));
      await once(streaming, "data");

      assert.equal(await site.stop(signal), 0);
      stuck.destroy();
      assert.doesNotMatch(site.output(), /Error|\n\s+at /);
    });
  }
});

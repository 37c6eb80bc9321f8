/**
 * Uploads that come to no good end, and folders that take none: nothing stays behind, nobody else notices.
 * Slow, as hundreds of uploads fail in different ways, one of them by being too slow for a limit of two seconds.
 */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import type { Ending } from "../cli/support.ts";
import { isThorough } from "../support/thorough.ts";
import { answerOn, heldSite, visitor, type HeldSite } from "./held/site.ts";

const HEAD = '--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n';
const END = "\r\n--b--\r\n";
const CONTENT = "x".repeat(100_000);

function post(body: string, length: number): string {
  return `POST /upload/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}

async function temporaryFolder(t: Ending): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-uploads-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

type Way = (site: HeldSite) => Promise<unknown>;

/** Each sends more than may stay in memory, so that there is a file. */
const ways: Readonly<Record<string, Way>> = {
  "ends half way": async (site) => {
    const socket = await site.send(post(HEAD + CONTENT, 1_000_000));
    socket.end();
    await answerOn(socket);
  },
  "is too slow": async (site) => {
    const socket = await site.send(post(HEAD + CONTENT, 1_000_000));
    const drip = setInterval(() => socket.write("x"), 100);
    await answerOn(socket);
    clearInterval(drip);
  },
  "is reset": async (site) => {
    const socket = await site.send(post(HEAD + CONTENT, 1_000_000));
    await delay(20);
    socket.resetAndDestroy();
  },
  "has another length than it says": async (site) => {
    const body = HEAD + CONTENT + END;
    const long = await site.send(post(body, body.length + 1000));
    const short = await site.send(post(body, body.length - 1000));
    await delay(20);
    long.end();
    await Promise.all([answerOn(long), answerOn(short)]);
  },
  "has a part that is broken": async (site) => {
    const base64 = HEAD.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    const body = `${HEAD}${CONTENT}\r\n${base64}${CONTENT}x${END}`;
    const socket = await site.send(post(body, body.length));
    assert.match(await answerOn(socket), /^HTTP\/1\.1 400 /);
  },
};

/** Waits for the server to have removed everything. */
async function isEmpty(folder: string): Promise<void> {
  for (let tries = 0; tries < 200 && (await readdir(folder)).length > 0; tries++) await delay(25);
  assert.deepEqual(await readdir(folder), []);
}

async function repeat(times: number, atOnce: number, work: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, work));
  }
}

/** Each that leaves something behind shows; more in `npm run test:thorough`. */
const UPLOADS = isThorough ? 200 : 80;

describe(
  "many uploads, each of which",
  { skip: process.platform !== "linux" && "reads /proc" },
  () => {
    const undone: (() => unknown)[] = [];
    const ending = { after: (undo: () => unknown) => void undone.unshift(undo) };
    let folder: string;
    let patient: HeldSite;
    let hurried: HeldSite;
    before(async () => {
      folder = await temporaryFolder(ending);
      patient = await heldSite(ending, { temporaryFolder: folder });
      hurried = await heldSite(ending, { temporaryFolder: folder, requestTimeout: 2 });
    });
    after(async () => {
      for (const undo of undone) await undo();
    });

    for (const [name, way] of Object.entries(ways)) {
      it(`${name}, leave nothing behind, and others are served`, async () => {
        const site = name === "is too slow" ? hurried : patient;
        await repeat(40, 40, () => way(site));
        await isEmpty(folder);
        const before = await site.settled();
        const other = visitor(site);

        await repeat(UPLOADS, 40, () => way(site));

        assert.deepEqual(await other.stop(), []);
        await isEmpty(folder);
        await site.holds(before);
      });
    }
  },
);

describe(
  "a folder for uploads that",
  { skip: process.platform !== "linux" && "reads /proc" },
  () => {
    /** Posts in pieces of 1 kB, as slow networks do. */
    async function inPieces(site: HeldSite, path = "/upload/"): Promise<string> {
      const body = HEAD + CONTENT + END;
      const socket = await site.send(post("", body.length).replace("/upload/", path));
      for (let at = 0; at < body.length && !socket.destroyed; at += 1000) {
        socket.write(body.slice(at, at + 1000));
        if (at % 10_000 === 0) await delay(1);
      }
      return answerOn(socket);
    }

    async function isRefused(site: HeldSite): Promise<void> {
      await inPieces(site);
      await delay(100);
      const before = await site.settled();
      const other = visitor(site);
      const answers: string[] = [];
      await repeat(40, 10, async () => answers.push(await inPieces(site)));
      assert.deepEqual(await other.stop(), []);
      const statuses = answers.map((answer) => answer.slice(0, 12));
      assert.deepEqual(
        statuses.filter((status) => status !== "HTTP/1.1 500"),
        [],
      );
      assert.match(await inPieces(site, "/ignored/"), /nobody looked/);
      assert.match(
        site.output(),
        /MkwebError: An uploaded file could not be stored in \S+: E[A-Z]+: /,
      );
      await site.holds(before);
    }

    it("is full costs the upload, not the server", async (t) => {
      const folder = await temporaryFolder(t);
      // The system's limit of a file's size fails a write half way, as a full disk does.
      await isRefused(await heldSite(t, { temporaryFolder: folder, fileLimit: 64 }));
      await isEmpty(folder);
    });

    it("is not there costs the upload, not the server", async (t) => {
      const folder = await temporaryFolder(t);
      await rm(folder, { recursive: true });
      await isRefused(await heldSite(t, { temporaryFolder: folder }));
    });

    it("cannot be written to costs the upload, not the server", async (t) => {
      // Not even root can make a file there.
      await isRefused(await heldSite(t, { temporaryFolder: "/sys" }));
    });

    it("is taken away while a view reads an upload costs nobody else anything", async (t) => {
      const folder = await temporaryFolder(t);
      const site = await heldSite(t, { temporaryFolder: folder });
      const body = HEAD + CONTENT + END;
      const socket = await site.send(post(body.slice(0, -5), body.length));
      while ((await readdir(folder)).length === 0) await delay(5);
      await rm(folder, { recursive: true });
      socket.write(body.slice(-5));

      assert.match(await answerOn(socket), /^HTTP\/1\.1 500 /);
      assert.equal(await (await site.get("/")).text(), "fine");
    });
  },
);

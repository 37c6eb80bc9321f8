/** Everything that a connection opens is closed with it, however its use ended. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { getActiveResourcesInfo } from "node:process";
import { gate, openThings, vendors, withPostgres, type Vendor } from "./databases.ts";

withPostgres();

/** Files and sockets of this process. */
const descriptors = (): number => readdirSync("/proc/self/fd").length;
const resources = (): string => getActiveResourcesInfo().filter(isOpened).sort().join();
const isOpened = (name: string): boolean => /TCP|Pipe|Timeout/.test(name);

type Opened = Awaited<ReturnType<typeof openThings>>;

/** Ways that use may end; each leaves the connection as it comes to be. */
const ways: Readonly<Record<string, (opened: Opened) => Promise<unknown>>> = {
  "went well": async ({ connection, insert, ids }) => {
    await Promise.all([insert(1), ids(), connection.atomic(() => insert(2))]);
  },
  "was refused": async ({ connection, insert }) => {
    await assert.rejects(connection.rows("select wrong", []));
    await assert.rejects(connection.atomic(() => Promise.all([insert(1), insert(1)])));
  },
  "threw inside a block": async ({ connection, insert }) => {
    const failing = connection.atomic(async () => {
      await insert(1);
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
  },
  "left a loop": async ({ connection, insert }) => {
    await Promise.all([1, 2, 3, 4].map((id) => insert(id)));
    for await (const _ of connection.iterate("select * from thing", [], 1)) break;
  },
  "threw in a loop": async ({ connection, insert }) => {
    await Promise.all([1, 2, 3, 4].map((id) => insert(id)));
    const loop = async (): Promise<void> => {
      for await (const _ of connection.iterate("select * from thing", [], 1)) throw new Error("no");
    };
    await assert.rejects(loop(), /no/);
  },
  "was over a limit": async ({ connection, insert }) => {
    const never = connection.atomic(async () => {
      await insert(1);
      await gate().passed;
    });
    await assert.rejects(never, /TRANSACTION_TIMEOUT/);
  },
  "abandoned an iteration": async ({ connection, insert }) => {
    await Promise.all([1, 2, 3, 4].map((id) => insert(id)));
    const pieces = connection.iterate("select * from thing", [], 1)[Symbol.asyncIterator]();
    await pieces.next();
  },
};

async function isAsBefore(before: readonly [number, string]): Promise<void> {
  // The system closes a socket a moment after it was told to.
  for (let tries = 0; tries < 200; tries += 1) {
    if (descriptors() <= before[0] && resources() === before[1]) return;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.deepEqual([descriptors(), resources()], before);
}

async function leaksNothing(t: Parameters<typeof openThings>[0], vendor: Vendor, way: string) {
  const opened = await openThings(t, vendor, { TRANSACTION_TIMEOUT: 0.2 });
  await opened.connection.close();
  const before = [descriptors(), resources()] as const;
  await ways[way]?.(opened);
  await opened.connection.close();
  await isAsBefore(before);
  assert.deepEqual(
    (await opened.ids()).filter((id) => Number(id) > 9),
    [],
  );
}

const isLinux = readdirSync("/").includes("proc");

for (const { vendor, skip } of vendors) {
  describe(
    `a connection to ${vendor} leaves nothing open`,
    {
      skip: skip || (isLinux ? false : "descriptors are counted in /proc"),
    },
    () => {
      for (const way of Object.keys(ways)) {
        it(`after use that ${way}`, (t) => leaksNothing(t, vendor, way));
      }
    },
  );
}

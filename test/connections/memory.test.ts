/** What is read and bound is not kept. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { newDatabase, vendors, withPostgres, type Vendor } from "./databases.ts";

withPostgres();

const program = fileURLToPath(new URL("measure-memory.ts", import.meta.url));

/** Megabytes by which a process grows. */
async function growth(t: TestContext, vendor: Vendor, work: "values" | "rows", times: number) {
  const { folder, ...database } = await newDatabase(vendor);
  if (folder !== undefined) t.after(() => rm(folder, { recursive: true, force: true }));
  const words = ["--expose-gc", program, work, JSON.stringify(database), String(times)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const printed = await text(child.stdout);
  assert.match(printed, /^\d+$/);
  return Number(printed);
}

for (const { vendor, skip } of vendors) {
  describe(`memory while reading from ${vendor}`, { skip }, () => {
    it("does not grow with the values of 2 MB that are bound, each a different one", async (t) => {
      const megabytes = await growth(t, vendor, "values", vendor === "sqlite" ? 600 : 200);
      assert.ok(megabytes < 100, `grew by ${megabytes} MB`);
    });

    it("holds a million rows only in pieces", async (t) => {
      const megabytes = await growth(t, vendor, "rows", 1_000_000);
      assert.ok(megabytes < 60, `grew by ${megabytes} MB`);
    });
  });
}

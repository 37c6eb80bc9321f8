/** When the disk refuses, it is left exactly as it was. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { MkwebError } from "../../src/errors.ts";
import { applyPlan, type Plan } from "../../src/scaffold/index.ts";
import { type Kind, smallDisk } from "./disk.ts";
import { emptyFolder, snapshot, withoutRights } from "./folder.ts";
import { type Manner, planFor, prepare } from "./samples.ts";

/** Leaves so much room on a disk, and no more. */
type Fill = (disk: string, room: number) => void;

/**
 * Applies the plan with room for nothing, then for 1, 2, ... blocks or files until it succeeds: the
 * disk is full at another point of the run each time.
 *
 * @returns How often it was refused.
 */
async function fillUp(disk: string, manner: Manner, fill: Fill): Promise<number> {
  const folder = join(disk, "work");
  const filler = join(disk, "filler");
  prepare(manner, folder);
  await applyPlan(await planFor(manner, folder), { what: "x" });
  const complete = snapshot(folder);
  for (let room = 0; ; room += 1) {
    rmSync(folder, { recursive: true });
    prepare(manner, folder);
    const before = snapshot(folder);
    const plan = await planFor(manner, folder);
    mkdirSync(filler);
    fill(filler, room);
    const refusal = await applyPlan(plan, { what: "x" }).catch((error: unknown) => error);
    const now = snapshot(folder);
    rmSync(filler, { recursive: true });
    if (refusal === undefined) {
      assert.deepEqual(now, complete);
      return room;
    }
    assert.deepEqual(now, before);
    assert.ok(refusal instanceof MkwebError);
    assert.equal(refusal.code, "MKWEB_WRITE_FAILED");
    assert.match(refusal.message, /: No space left on device\. Nothing was written\.$/);
    assert.doesNotMatch(refusal.message, /\.mkweb-[0-9a-f]/);
  }
}

const fillBlocks: Fill = (filler, room) => {
  const block = Buffer.alloc(statfsSync(filler).bsize, 1);
  const held = Array.from({ length: room }, (_, index) => join(filler, String(index)));
  for (const path of held) writeFileSync(path, block);
  assert.throws(() => {
    for (;;) appendFileSync(join(filler, "rest"), block);
  }, /ENOSPC/);
  for (const path of held) rmSync(path);
};

const fillFiles: Fill = (filler, room) => {
  for (let left = statfsSync(filler).ffree; left > room; left -= 1) {
    writeFileSync(join(filler, String(left)), "");
  }
  assert.equal(statfsSync(filler).ffree, room);
};

async function checkFull(
  t: TestContext,
  kind: Kind,
  kilobytes: number,
  manner: Manner,
  fill: Fill,
): Promise<void> {
  const disk = smallDisk(t, kind, kilobytes);
  if ("missing" in disk) return t.skip(disk.missing);
  const refused = await fillUp(disk.folder, manner, fill);
  t.diagnostic(`refused with room for 0 to ${refused - 1}`);
  // What only goes needs little room: the record and two edited files.
  assert.ok(refused >= (manner === "destroy" ? 5 : 8), `refused only ${refused} times`);
}

describe("a disk that fills up at any point is left as it was", () => {
  it("a new project, every block of ext4", async (t) =>
    checkFull(t, "ext4", 512, "project", fillBlocks));
  it("an app with edits, every block of ext4", async (t) =>
    checkFull(t, "ext4", 512, "app", fillBlocks));
  it("a new project, every page of tmpfs", async (t) =>
    checkFull(t, "tmpfs", 256, "project", fillBlocks));
  it("an app with edits, every page of tmpfs", async (t) =>
    checkFull(t, "tmpfs", 256, "app", fillBlocks));
  for (const manner of ["update", "destroy", "undo"] as const) {
    const what = { update: "an update", destroy: "an app taken out", undo: "that taken back" }[
      manner
    ];
    it(`${what}, every block of ext4`, async (t) => checkFull(t, "ext4", 512, manner, fillBlocks));
    it(`${what}, every page of tmpfs`, async (t) => checkFull(t, "tmpfs", 256, manner, fillBlocks));
    it(`${what}, every file of tmpfs`, async (t) => checkFull(t, "tmpfs", 256, manner, fillFiles));
  }
  it("a new project, every file of tmpfs", async (t) =>
    checkFull(t, "tmpfs", 256, "project", fillFiles));
  it("an app with edits, every file of tmpfs", async (t) =>
    checkFull(t, "tmpfs", 256, "app", fillFiles));
});

describe("a folder that may not be written to is left as it was", () => {
  it("the folder a new project goes into", async (t) => {
    const folder = emptyFolder(t);
    const plan = await planFor("project", folder);
    await refusedBy(
      folder,
      folder,
      plan,
      `Cannot write ${folder}: Permission denied. Nothing was written.`,
    );
  });

  it("the folder of the settings that an app is added to", async (t) => {
    const folder = emptyFolder(t);
    prepare("app", folder);
    const plan = await planFor("app", folder);
    const site = join(folder, "site");
    await refusedBy(
      folder,
      site,
      plan,
      `Cannot write ${site}/settings.ts: Permission denied. Nothing was written.`,
    );
  });

  it("a whole file system mounted read-only", async (t) => {
    const disk = smallDisk(t, "tmpfs", 256);
    if ("missing" in disk) return t.skip(disk.missing);
    const folder = join(disk.folder, "work");
    prepare("app", folder);
    const before = snapshot(folder);
    const plan = await planFor("app", folder);
    assert.equal(spawnSync("mount", ["-o", "remount,ro", disk.folder]).status, 0);
    await assert.rejects(applyPlan(plan, { what: "x" }), {
      code: "MKWEB_WRITE_FAILED",
      message: `Cannot write ${folder}: Read-only file system. Nothing was written.`,
    });
    assert.deepEqual(snapshot(folder), before);
  });
});

/** Applies the plan as a user without rights while `closed` is read-only. */
async function refusedBy(
  folder: string,
  closed: string,
  plan: Plan,
  message: string,
): Promise<void> {
  // Loaded now: the user without rights may not read this checkout.
  await import("fs-extra");
  withoutRights(folder);
  chmodSync(closed, 0o555);
  const before = snapshot(folder);
  await assert.rejects(applyPlan(plan, { what: "x" }), { code: "MKWEB_WRITE_FAILED", message });
  assert.deepEqual(snapshot(folder), before);
  chmodSync(closed, 0o755);
}

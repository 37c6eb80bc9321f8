/** A plan that is cut off at any moment is finished or taken back, never left between. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { applyPlan, recoverInterrupted, recoveryMessage } from "../../src/scaffold/index.ts";
import { smallDisk } from "./disk.ts";
import { emptyFolder, snapshot } from "./folder.ts";
import { type Manner, planFor, prepare } from "./samples.ts";

/** The child, bundled: it starts some hundred times. */
let script = "";
let folderOfScript = "";

before(() => {
  folderOfScript = mkdtempSync(join(tmpdir(), "mkweb-killed-"));
  script = join(folderOfScript, "apply-many.mjs");
  buildSync({
    entryPoints: [fileURLToPath(new URL("apply-many.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import{createRequire as c}from"node:module";const require=c(import.meta.url);' },
  });
});
after(() => rmSync(folderOfScript, { recursive: true }));

/** Folders the child works through: more than it can do before it is ended. */
const COUNT = 12;
/** The child is ended within this time from its start of work, in milliseconds. */
const SPREAD = 30;
const AT_ONCE = 4;

type Snapshot = ReturnType<typeof snapshot>;
interface Expected {
  readonly before: Snapshot;
  readonly after: Snapshot;
}
interface Counts {
  /** Runs that were ended while a plan was being written. */
  during: number;
  finished: number;
  takenBack: number;
}

async function expected(t: TestContext, manner: Manner): Promise<Expected> {
  const folder = emptyFolder(t);
  prepare(manner, folder);
  const before = snapshot(folder);
  await applyPlan(planFor(manner, folder), { what: "expected" });
  return { before, after: snapshot(folder) };
}

async function startAndEnd(manner: Manner, folder: string, signal: NodeJS.Signals): Promise<void> {
  for (let index = 0; index < COUNT; index += 1) prepare(manner, join(folder, String(index)));
  const child: ChildProcess = spawn(process.execPath, [script, manner, folder, String(COUNT)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: folderOfScript },
  });
  const exit = once(child, "exit");
  assert.ok(child.stdout && child.stdin);
  await once(child.stdout, "data");
  child.stdin.on("error", () => {});
  child.stdin.write("go\n");
  await sleep(Math.random() * SPREAD);
  child.kill(signal);
  await exit;
}

/** Puts right what a kill left in each folder, and checks that the folder is as before or complete. */
async function check(folder: string, { before, after }: Expected, counts: Counts): Promise<void> {
  for (let index = 0; index < COUNT; index += 1) {
    const each = join(folder, String(index));
    const cut = existsSync(join(each, ".mkweb-journal"));
    const recoveries = await recoverInterrupted(join(each, "site", "deep", "inside"));
    const now = snapshot(each);
    if (cut) counts.during += 1;
    if (!cut) assert.deepEqual(recoveries, []);
    for (const recovery of recoveries) {
      const isFinished = recovery.outcome === "finished";
      counts[isFinished ? "finished" : "takenBack"] += 1;
      assert.deepEqual(now, isFinished ? after : before);
      assert.match(recoveryMessage(recovery), isFinished ? /^Finished an inter/ : /^Took back an/);
    }
    const untouched = Object.keys(now).length === Object.keys(before).length;
    assert.deepEqual(now, untouched ? before : after);
  }
}

async function endRuns(
  t: TestContext,
  manner: Manner,
  signal: NodeJS.Signals,
  runs: number,
): Promise<Counts> {
  const wanted = await expected(t, manner);
  const counts: Counts = { during: 0, finished: 0, takenBack: 0 };
  const disk = smallDisk(t, "tmpfs", 32_768);
  if ("missing" in disk) t.diagnostic(`not on a small disk of its own: ${disk.missing}`);
  const all = "folder" in disk ? disk.folder : emptyFolder(t);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < runs) {
      next += 1;
      const folder = join(all, String(next));
      await startAndEnd(manner, folder, signal);
      await check(folder, wanted, counts);
      rmSync(folder, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  t.diagnostic(
    `${manner}, ${signal}: of ${runs} runs ${counts.during} were cut while writing; ` +
      `${counts.finished} of these were finished, ${counts.takenBack} taken back`,
  );
  return counts;
}

describe("a plan whose process is killed (SIGKILL)", () => {
  it("is finished or taken back by the next command: a new project, 100 runs", async (t) => {
    const { during, takenBack } = await endRuns(t, "project", "SIGKILL", 100);
    assert.ok(during >= 50, `only ${during} kills came while writing`);
    assert.ok(takenBack > 0);
  });

  it("is finished or taken back by the next command: an app with edits, 100 runs", async (t) => {
    const { during, finished, takenBack } = await endRuns(t, "app", "SIGKILL", 100);
    assert.ok(during >= 50, `only ${during} kills came while writing`);
    assert.ok(finished > 0 && takenBack > 0);
  });
});

describe("a plan whose process is interrupted (SIGINT)", () => {
  it("is complete or taken back at once: a new project, 40 runs", async (t) => {
    assert.equal((await endRuns(t, "project", "SIGINT", 40)).during, 0);
  });

  it("is complete or taken back at once: an app with edits, 40 runs", async (t) => {
    assert.equal((await endRuns(t, "app", "SIGINT", 40)).during, 0);
  });
});

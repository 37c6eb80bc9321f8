/**
 * A plan that is cut off at any moment is finished or taken back, never left between. MKWEB_KILLS is half of
 * how often each is killed (default 2; `npm run test:kills` with more is where rare moments are met).
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { applyPlan, recoverInterrupted, recoveryMessage } from "../../src/scaffold/index.ts";
import { smallDisk } from "./disk.ts";
import { emptyFolder, snapshot } from "./folder.ts";
import { type Manner, manners, planFor, prepare } from "./samples.ts";

/** The child, bundled: it starts some hundred times. */
let script = "";
let folderOfScript = "";

before(() => {
  folderOfScript = mkdtempSync(join(tmpdir(), "mkweb-killed-"));
  script = join(folderOfScript, "apply-until.mjs");
  buildSync({
    entryPoints: [fileURLToPath(new URL("apply-until.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import{createRequire as c}from"node:module";const require=c(import.meta.url);' },
  });
});
after(() => rmSync(folderOfScript, { recursive: true }));

const runs = 2 * Number(process.env["MKWEB_KILLS"] ?? 2);

/** Fewer that met what a test is about would prove little. */
const WRITING = Math.min(30, runs / 2);
const EARLY = Math.min(15, runs / 3);

/** Folders one child works through. */
const COUNT = 12;
const AT_ONCE = 4;

type Snapshot = ReturnType<typeof snapshot>;
interface Expected {
  readonly before: Snapshot;
  readonly after: Snapshot;
}
interface Counts {
  /** Runs that did not reach their end. */
  ended: number;
  /** Runs that were ended while a plan was being written. */
  during: number;
  finished: number;
  takenBack: number;
}

async function expected(t: TestContext, manner: Manner): Promise<Expected> {
  const folder = emptyFolder(t);
  prepare(manner, folder);
  const before = snapshot(folder);
  await applyPlan(await planFor(manner, folder), { what: "expected" });
  return { before, after: snapshot(folder) };
}

/** Has a child work through the folders and end itself; returns what it printed. */
async function run(
  manner: Manner,
  folder: string,
  ...ending: readonly [delay: number, signal: NodeJS.Signals] | readonly []
): Promise<string> {
  for (let index = 0; index < COUNT; index += 1) prepare(manner, join(folder, String(index)));
  const args = [script, manner, folder, COUNT, ...ending].map(String);
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: folderOfScript },
  });
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return printed;
}

/** How long a child works when nothing ends it, in milliseconds. */
async function typicalMs(manner: Manner, folder: string): Promise<number> {
  const times: number[] = [];
  for (const name of ["first", "second", "third"]) {
    times.push(Number(await run(manner, join(folder, name))));
  }
  return Math.min(...times);
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
      assert.match(recoveryMessage(recovery), isFinished ? /^Finished an inter/ : /^Reverted an/);
    }
    const untouched = Object.keys(now).length === Object.keys(before).length;
    assert.deepEqual(now, untouched ? before : after);
  }
}

/**
 * Ends at least so many runs at random moments, and goes on until enough of these were the moments the test
 * is about: how many are depends on how busy the machine is, so the span of the moments follows it: longer
 * after each run that was ended early, shorter after each that reached its end.
 * Gives up after a hundred times as many runs.
 */
async function endRuns(
  t: TestContext,
  manner: Manner,
  signal: NodeJS.Signals,
  runs: number,
  enough: (counts: Counts) => boolean,
): Promise<void> {
  const wanted = await expected(t, manner);
  const counts: Counts = { ended: 0, during: 0, finished: 0, takenBack: 0 };
  const disk = smallDisk(t, "tmpfs", 32_768);
  if ("missing" in disk) t.diagnostic(`not on a small disk of its own: ${disk.missing}`);
  const all = "folder" in disk ? disk.folder : emptyFolder(t);
  let within = await typicalMs(manner, all);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < runs || !enough(counts)) {
      assert.ok(next < 100 * runs, `not enough in ${next} runs: ${JSON.stringify(counts)}`);
      next += 1;
      const folder = join(all, String(next));
      const printed = await run(manner, folder, Math.random() * within, signal);
      if (printed === "") counts.ended += 1;
      within *= printed === "" ? 1.02 : 0.95;
      await check(folder, wanted, counts);
      rmSync(folder, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  t.diagnostic(
    `${manner}, ${signal}, within ${within.toFixed(1)} ms: of ${next} runs ${counts.ended} ended early, ` +
      `${counts.during} of them while writing; ` +
      `${counts.finished} of these were finished, ${counts.takenBack} taken back`,
  );
}

describe("a plan whose process is killed (SIGKILL)", () => {
  it(`is finished or taken back by the next command: a new project, ${runs} runs`, async (t) =>
    endRuns(
      t,
      "project",
      "SIGKILL",
      runs,
      ({ during, takenBack }) => during >= WRITING && takenBack > 0,
    ));

  const others = {
    app: "an app with edits",
    update: "an update",
    destroy: "an app taken out",
    undo: "that taken back",
  };
  for (const manner of ["app", "update", "destroy", "undo"] as const) {
    it(`is finished or taken back by the next command: ${others[manner]}, ${runs} runs`, async (t) =>
      endRuns(
        t,
        manner,
        "SIGKILL",
        runs,
        ({ during, finished, takenBack }) => during >= WRITING && finished > 0 && takenBack > 0,
      ));
  }
});

describe("a plan whose process is interrupted (SIGINT)", () => {
  for (const manner of manners) {
    it(`is complete or taken back at once: ${manner}, ${runs} runs`, async (t) =>
      endRuns(t, manner, "SIGINT", runs, ({ ended, during }) => {
        assert.equal(during, 0);
        return ended >= EARLY;
      }));
  }
});

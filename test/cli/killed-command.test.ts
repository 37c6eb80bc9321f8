/**
 * startproject and startapp of a template, and update, killed at any moment: all of it or nothing is there after
 * the next command, which says which. MKWEB_KILLS is how often each is killed at least (default 2;
 * `npm run test:kills` has more).
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { cp, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { oldProject } from "../update/support.ts";
import { emptyPlace, type Place } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
const least = Number(process.env["MKWEB_KILLS"] ?? 2);

/** Kills that met the writing itself; fewer would prove little. */
const WANTED = Math.min(5, least);

const JOURNAL = ".mkweb-journal";

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
  /** How long its journal was there, in milliseconds. */
  readonly writingMs: number;
}

/** Runs mkweb in a process of its own; one that is to be killed is, a moment after it begins to write. */
async function mkweb(cwd: string, words: readonly string[], killAfterMs?: number): Promise<Ended> {
  const watcher = watch(cwd);
  const seen: number[] = [];
  const child = spawn(process.execPath, [bin, ...words], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  watcher.on("change", (_, name) => {
    if (name !== JOURNAL) return;
    if (seen.length === 0 && killAfterMs !== undefined) {
      setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    }
    seen.push(performance.now());
  });
  await once(child, "close");
  watcher.close();
  return { status: child.exitCode, stderr, writingMs: (seen.at(-1) ?? 0) - (seen[0] ?? 0) };
}

/** Every file below a folder, with its contents; what differs from run to run left out. */
async function snapshot(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts = await Promise.all(paths.map((path) => readFile(path, "latin1")));
  return Object.fromEntries(paths.map((path, at) => [path.slice(folder.length), texts[at] ?? ""]));
}

async function templatePlace(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  await packTemplate(place);
  return place;
}

async function packTemplate(place: Place): Promise<void> {
  for (let index = 0; index < 80; index += 1) {
    await place.write(
      `tpl/part${index % 20}/${index}.ts`,
      `// {{ app_name }} ${index}\n`.repeat(50),
    );
  }
  await place.write("tpl/app.ts", "export default {};\n");
  await place.write("tpl/urls.ts", "export const urlpatterns = [];\n");
  assert.equal((await mkweb(place.path, ["template", "pack", "tpl"])).status, 0);
}

/** Whether a run was cut off that had more than begun its journal: before that it touches nothing, and nothing is said. */
async function hasBegun(folder: string): Promise<boolean> {
  const journal = join(folder, JOURNAL);
  return existsSync(journal) && (await readFile(journal, "utf8")).endsWith("}\n");
}

/** Kills runs of a command until enough of them were writing, and looks at what each left. */
async function killRuns(
  t: TestContext,
  place: Place,
  prepare: (folder: string) => Promise<void>,
  words: readonly string[],
): Promise<void> {
  const folder = join(place.path, "work");
  await prepare(folder);
  const before = await snapshot(folder);
  const whole = await mkweb(folder, words);
  assert.equal(whole.status, 0, whole.stderr);
  const after = await snapshot(folder);
  const counts = { runs: 0, during: 0, before: 0, after: 0 };
  while (counts.runs < least || counts.during < WANTED) {
    assert.ok(counts.runs < 200 * least, `not enough: ${JSON.stringify(counts)}`);
    counts.runs += 1;
    await rm(folder, { recursive: true });
    await prepare(folder);
    await mkweb(folder, words, 1.3 * whole.writingMs * Math.random());
    const cut = await hasBegun(folder);
    const next = await mkweb(folder, ["template", "check", "../tpl.tgz"]);
    const now = await snapshot(folder);
    const isBefore = Object.keys(now).length === Object.keys(before).length;
    assert.deepEqual(now, isBefore ? before : after);
    counts[isBefore ? "before" : "after"] += 1;
    if (!cut) continue;
    counts.during += 1;
    assert.match(next.stderr, isBefore ? /^Reverted an/m : /^Finished an inter/m);
  }
  t.diagnostic(JSON.stringify(counts));
}

describe("a command that is writing when its process is killed", () => {
  it(`has done all or nothing: a project of a template, at least ${least} runs`, async (t) => {
    const place = await templatePlace(t);
    await place.write("empty/keep", "");
    const prepare = (folder: string): Promise<void> =>
      cp(join(place.path, "empty"), folder, { recursive: true });
    const words = ["startproject", "site", "--no-git", "--template", "../tpl.tgz"];
    await killRuns(t, place, prepare, words);
  });

  it(`has done all or nothing: an app of a template with its edits, at least ${least} runs`, async (t) => {
    const place = await templatePlace(t);
    const made = ["startproject", "site", "p", "--no-install", "--no-git"];
    assert.equal((await mkweb(place.path, made)).status, 0);
    await rm(join(place.path, "p/vendor"), { recursive: true });
    const prepare = (folder: string): Promise<void> =>
      cp(join(place.path, "p"), folder, { recursive: true });
    await killRuns(t, place, prepare, ["startapp", "blog", "--template", "../tpl.tgz"]);
  });

  it(`has done all or nothing: an update, at least ${least} runs`, async (t) => {
    const place = await templatePlace(t);
    const old = await oldProject(t, "with-the-admin");
    const prepare = (folder: string): Promise<void> => cp(old.path, folder, { recursive: true });
    await killRuns(t, place, prepare, ["update", "--no-verify", "--no-install"]);
  });
});

import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { applyPlan, recoverInterrupted, recoveryMessage } from "../../src/scaffold/index.ts";
import { moveIntoPlace, removeStaged } from "../../src/scaffold/write/commit.ts";
import { startJournal, type State } from "../../src/scaffold/write/journal.ts";
import { transactionOf } from "../../src/scaffold/write/moves.ts";
import { stage } from "../../src/scaffold/write/stage.ts";
import { smallDisk } from "./disk.ts";
import { emptyFolder, snapshot, withoutRights, write } from "./folder.ts";
import { planFor, prepare } from "./samples.ts";

/** Changes who a journal says it belongs to. */
function disown(journal: string, owner: Readonly<Record<string, unknown>>): void {
  const text = readFileSync(journal, "utf8");
  const data: { owner: Record<string, unknown> } = JSON.parse(text.slice(8));
  data.owner = { ...data.owner, ...owner };
  writeFileSync(journal, text.slice(0, 8) + JSON.stringify(data));
}

const DEAD = { pid: 2 ** 30 };

/**
 * Begins to add an app and stops as a killed process would.
 *
 * @param state What the journal says.
 * @param disk Where the project's folder is made.
 * @param moved How many of the three moves (the app, settings.ts, urls.ts) were made.
 */
async function cutOff(t: TestContext, state: State, moved: number, disk = emptyFolder(t)) {
  const folder = join(disk, "project");
  prepare("app", folder);
  const before = snapshot(folder);
  const plan = await planFor("app", folder);
  const transaction = transactionOf(plan, "startapp blog");
  const journal = await startJournal(transaction);
  await stage(plan, transaction);
  journal.mark(state);
  await moveIntoPlace({ ...transaction, moves: transaction.moves.slice(0, moved) });
  const path = join(folder, ".mkweb-journal");
  disown(path, DEAD);

  const other = emptyFolder(t);
  prepare("app", other);
  await applyPlan(await planFor("app", other), { what: "x" });
  return { folder, journal: path, before, after: snapshot(other) };
}

describe("recoverInterrupted", () => {
  it("takes back what was only staged", async (t) => {
    const { folder, before } = await cutOff(t, "stage", 0);
    assert.notDeepEqual(snapshot(folder), before);
    const [recovery] = await recoverInterrupted(folder);
    assert.ok(recovery);
    assert.equal(
      recoveryMessage(recovery),
      `Reverted an interrupted "startapp blog" in ${folder}; restored: blog, site/settings.ts, site/urls.ts`,
    );
    assert.deepEqual(snapshot(folder), before);
  });

  for (const moved of [0, 1, 2, 3]) {
    it(`finishes what was being moved: ${moved} of 3 moves were made`, async (t) => {
      const { folder, after } = await cutOff(t, "commit", moved);
      const [recovery] = await recoverInterrupted(folder);
      assert.ok(recovery);
      assert.equal(
        recoveryMessage(recovery),
        `Finished an interrupted "startapp blog" in ${folder}: blog, site/settings.ts, site/urls.ts`,
      );
      assert.deepEqual(snapshot(folder), after);
    });

    it(`goes on moving back: ${moved} of 3 moves were still made`, async (t) => {
      const { folder, before } = await cutOff(t, "back", moved);
      const [recovery] = await recoverInterrupted(folder);
      assert.equal(recovery?.outcome, "taken back");
      assert.deepEqual(snapshot(folder), before);
    });
  }

  it("finishes what had taken away its last folder already", async (t) => {
    const folder = emptyFolder(t);
    prepare("destroy", folder);
    const transaction = transactionOf(await planFor("destroy", folder), "destroyapp blog");
    const journal = await startJournal(transaction);
    await stage(await planFor("destroy", folder), transaction);
    journal.mark("commit");
    await moveIntoPlace(transaction);
    await removeStaged(transaction);
    const path = join(folder, ".mkweb-journal");
    disown(path, DEAD);
    const { ".mkweb-journal": _, ...after } = snapshot(folder);
    const [recovery] = await recoverInterrupted(folder);
    assert.equal(recovery?.outcome, "finished");
    assert.deepEqual(snapshot(folder), after);
  });

  it("finds the journal from any folder below, also one that does not exist", async (t) => {
    const { folder, before } = await cutOff(t, "stage", 0);
    assert.equal((await recoverInterrupted(join(folder, "site/none/deeper"))).length, 1);
    assert.deepEqual(snapshot(folder), before);
    assert.deepEqual(await recoverInterrupted(folder), []);
  });

  it("finds nothing, quietly, where a file is or nobody may look", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { file: "", "closed/x": "" });
    chmodSync(join(folder, "closed"), 0);
    withoutRights(folder);
    assert.deepEqual(
      await recoverInterrupted(join(folder, "file/x"), join(folder, "closed/x")),
      [],
    );
  });

  it("works on a full disk", async (t) => {
    const disk = smallDisk(t, "tmpfs", 256);
    if ("missing" in disk) return t.skip(disk.missing);
    const { folder, after } = await cutOff(t, "commit", 1, disk.folder);
    assert.throws(() => {
      for (;;) appendFileSync(join(disk.folder, "filler"), Buffer.alloc(4096));
    }, /ENOSPC/);
    const [recovery] = await recoverInterrupted(folder);
    assert.equal(recovery?.outcome, "finished");
    assert.deepEqual(snapshot(folder), after);
  });

  it("says why when the system refuses", async (t) => {
    const { folder, journal } = await cutOff(t, "commit", 1);
    withoutRights(dirname(folder));
    chmodSync(folder, 0o555);
    const before = snapshot(folder);
    await assert.rejects(recoverInterrupted(folder), {
      code: "MKWEB_UNFINISHED",
      message: `"startapp blog" was interrupted in ${folder} and cannot be recovered: Permission denied.`,
    });
    assert.deepEqual(snapshot(folder), before);
    assert.ok(existsSync(journal));
    chmodSync(folder, 0o755);
  });

  it("works after the project was moved", async (t) => {
    const { folder, after } = await cutOff(t, "commit", 1);
    renameSync(folder, `${folder}-moved`);
    await recoverInterrupted(`${folder}-moved`);
    assert.deepEqual(snapshot(`${folder}-moved`), after);
  });

  it("takes back instead of overwriting what was changed since", async (t) => {
    const { folder, before } = await cutOff(t, "commit", 1);
    write(folder, { "site/settings.ts": "changed since\n" });
    const [recovery] = await recoverInterrupted(folder);
    assert.equal(recovery?.outcome, "taken back");
    assert.deepEqual(snapshot(folder), { ...before, "site/settings.ts": "644 changed since\n" });
  });

  it("leaves everything when neither way is possible without loss, and says what to do", async (t) => {
    const { folder } = await cutOff(t, "commit", 2);
    write(folder, {
      "site/urls.ts": "changed\n",
      "site/settings.ts": "changed\n",
      "blog/mine.ts": "",
    });
    const before = snapshot(folder);
    await assert.rejects(recoverInterrupted(folder), (error: Error & Record<string, unknown>) => {
      assert.equal(error["code"], "MKWEB_UNFINISHED");
      assert.equal(
        error.message,
        `"startapp blog" was interrupted in ${folder}, and since then these were changed:\n  blog\n  site/settings.ts\nThey were left as they are.`,
      );
      assert.match(String(error["hint"]), /then delete those and \.mkweb-journal\.$/);
      return true;
    });
    assert.deepEqual(snapshot(folder), before);
  });

  it("removes a journal whose writer was killed at once", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { ".mkweb-journal": 'stage  \n{"id":"12' });
    assert.deepEqual(await recoverInterrupted(folder), []);
    assert.deepEqual(snapshot(folder), {});
  });

  it("leaves alone what a running process does", async (t) => {
    const { folder, journal } = await cutOff(t, "commit", 1);
    disown(journal, { pid: process.pid });
    const before = snapshot(folder);
    assert.deepEqual(await recoverInterrupted(folder), []);
    assert.deepEqual(snapshot(folder), before);
  });

  it("is not misled by another process that got the same number", async (t) => {
    if (process.platform !== "linux") return t.skip("only Linux tells when a process started");
    const { folder, journal, after } = await cutOff(t, "commit", 1);
    disown(journal, { pid: process.pid, start: "1" });
    assert.equal((await recoverInterrupted(folder)).length, 1);
    assert.deepEqual(snapshot(folder), after);
  });

  it("waits a minute for another machine", async (t) => {
    const { folder, journal, after } = await cutOff(t, "commit", 1);
    disown(journal, { host: "elsewhere" });
    assert.deepEqual(await recoverInterrupted(folder), []);
    const past = new Date(Date.now() - 61_000);
    utimesSync(journal, past, past);
    assert.equal((await recoverInterrupted(folder)).length, 1);
    assert.deepEqual(snapshot(folder), after);
  });

  it("believes no journal that names what lies outside its folder", async (t) => {
    const folder = emptyFolder(t);
    const victim = emptyFolder(t);
    write(victim, { "precious.txt": "mine", ".mkweb-0123abcd-0": "also mine" });
    const before = snapshot(victim);
    for (const to of [`../${victim.split("/").at(-1)}/precious.txt`, `${victim}/precious.txt`]) {
      const moves = [{ kind: "new", to, files: { "": "" } }];
      const owner = { ...DEAD, start: "", host: "elsewhere" };
      const data = JSON.stringify({ id: "0123abcd", what: "x", owner, moves });
      write(folder, { ".mkweb-journal": `stage  \n${data}` });
      const past = new Date(Date.now() - 61_000);
      utimesSync(join(folder, ".mkweb-journal"), past, past);
      await recoverInterrupted(folder);
      assert.deepEqual(snapshot(victim), before);
    }
  });

  for (const [what, move] of [
    ["removes", { kind: "new", to: "link/precious.txt", files: { "": "" } }],
    ["replaces", { kind: "replace", to: "link/precious.txt", before: "", after: "" }],
    ["looks at", { kind: "new", to: "link/deep/precious.txt", files: { "": "" } }],
  ] as const) {
    for (const state of ["stage", "commit", "back"]) {
      it(`follows no link out of its folder: a journal in state ${state} that ${what} what is behind one`, async (t) => {
        const around = emptyFolder(t);
        write(around, {
          "precious.txt": "mine",
          ".mkweb-0123abcd-0": "also mine",
          ".mkweb-0123abcd-0-before": "and this",
          "clone/.gitkeep": "",
        });
        symlinkSync("..", join(around, "clone/link"));
        const owner = { ...DEAD, start: "", host: "elsewhere" };
        const data = JSON.stringify({ id: "0123abcd", what: "x", owner, moves: [move] });
        const journal = join(around, "clone/.mkweb-journal");
        writeFileSync(journal, `${state.padEnd(7)}\n${data}`);
        const past = new Date(Date.now() - 61_000);
        utimesSync(journal, past, past);
        const before = snapshot(around);
        await assert.rejects(recoverInterrupted(join(around, "clone")), {
          code: "MKWEB_UNFINISHED",
          message: `${journal} describes an interrupted run, but these paths lead through symbolic links:\n  ${move.to}\nNothing was touched.`,
        });
        assert.deepEqual(snapshot(around), before);
      });
    }
  }
});

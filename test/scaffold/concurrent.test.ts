/** Two mkweb commands in one folder never mix. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { applyPlan, planTree } from "../../src/scaffold/index.ts";
import { startJournal } from "../../src/scaffold/write/journal.ts";
import { transactionOf } from "../../src/scaffold/write/moves.ts";
import { emptyFolder, snapshot, write } from "./folder.ts";
import { namedAppPlan, projectTree } from "./samples.ts";

const addApp = fileURLToPath(new URL("add-app.ts", import.meta.url));
const names = Array.from({ length: 12 }, (_, index) => `app${index}`);

describe("several mkweb commands at once", () => {
  it("in one project: each is complete or refused", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "settings.ts": "", "urls.ts": "" });
    const plans = names.map((name) => namedAppPlan(folder, name));
    const results = await Promise.allSettled(plans.map((plan) => applyPlan(plan, { what: "x" })));
    const made = names.filter((_, index) => results[index]?.status === "fulfilled");
    assert.equal(made.length, 1);
    for (const result of results) {
      if (result.status === "rejected") assert.equal(result.reason.code, "MKWEB_FILE_CHANGED");
    }
    for (const name of names) assert.equal(existsSync(join(folder, name)), made.includes(name));
    assert.equal(readFileSync(join(folder, "settings.ts"), "utf8"), `${made[0]}\n`);
    assert.equal(readFileSync(join(folder, "urls.ts"), "utf8"), `${made[0]}\n`);
  });

  it("in one project: all are made when the refused ones are run again", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "settings.ts": "", "urls.ts": "" });
    const untilDone = async (name: string): Promise<void> => {
      for (;;) {
        try {
          return await applyPlan(namedAppPlan(folder, name), { what: "x" });
        } catch (error) {
          assert.ok(error instanceof Error && "code" in error);
          assert.equal(error.code, "MKWEB_FILE_CHANGED");
        }
      }
    };
    await Promise.all(names.map(untilDone));
    for (const file of ["settings.ts", "urls.ts"]) {
      const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
      assert.deepEqual(lines.sort(), names.toSorted());
    }
    assert.equal(
      Object.keys(snapshot(folder)).some((path) => path.includes(".mkweb")),
      false,
    );
  });

  it("as processes of their own: each is complete or refused", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "settings.ts": "", "urls.ts": "" });
    const results = await Promise.all(
      names
        .slice(0, 5)
        .map((name) => promisify(execFile)(process.execPath, [addApp, folder, name])),
    );
    const made = names.filter((_, index) => results[index]?.stdout === "made");
    const refused = results.filter(({ stdout }) => stdout === "MKWEB_FILE_CHANGED");
    assert.ok(made.length > 0);
    assert.equal(made.length + refused.length, 5);
    for (const file of ["settings.ts", "urls.ts"]) {
      const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
      assert.deepEqual(lines.sort(), made);
    }
    assert.deepEqual(
      Object.keys(snapshot(folder)),
      [
        ...made.flatMap((name) => [`${name}/`, `${name}/views.ts`]),
        "settings.ts",
        "urls.ts",
      ].sort(),
    );
  });

  it("making the same project: one is made, the others are refused", async (t) => {
    const folder = emptyFolder(t);
    const plans = names.map(() => planTree(projectTree, join(folder, "site")));
    const results = await Promise.allSettled(plans.map((plan) => applyPlan(plan, { what: "x" })));
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    for (const result of results) {
      if (result.status === "rejected") assert.equal(result.reason.code, "MKWEB_FILE_CONFLICT");
    }
    assert.deepEqual(Object.keys(snapshot(folder)).length, projectTree.size + 2);
  });

  it("refuses with the other's number when it takes too long", async (t) => {
    const folder = emptyFolder(t);
    const plan = planTree(projectTree, join(folder, "site"));
    const journal = await startJournal(transactionOf(plan, "startproject site"));
    const before = snapshot(folder);
    await assert.rejects(applyPlan(plan, { what: "x", waitMs: 60 }), {
      code: "MKWEB_BUSY",
      message: `Another mkweb (process ${process.pid}) is working in ${folder}. Nothing was written.`,
      hint: "Wait for it to end; if there is none, delete .mkweb-journal in that folder.",
    });
    assert.deepEqual(snapshot(folder), before);
    journal.close();
    await applyPlan(plan, { what: "x" });
  });
});

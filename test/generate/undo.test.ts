import assert from "node:assert/strict";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { emptyPlace } from "../cli/support.ts";
import { withoutRights } from "../scaffold/folder.ts";
import { everyType, gitApply, siteWithPolls } from "./support.ts";

describe("undo", () => {
  it("restores the tree byte for byte after generate resource, folders too", async (t) => {
    const site = await siteWithPolls(t);
    await mkdir(join(site.path, "polls/static/empty"));
    await site.manage("generate", "resource", "Tag", "name:string");
    const before = await site.tree();
    const run = await site.manage("generate", "resource", "Thing", ...everyType);
    assert.equal(run.status, 0, run.stderr);
    assert.notDeepEqual(await site.tree(), before);
    const undo = await site.manage("undo");
    assert.equal(undo.status, 0, undo.stderr);
    assert.match(undo.stderr, /^Undid \d{4}_resource_polls_thing\.$/m);
    assert.match(undo.stderr, /Its migration was removed too, polls\/migrations\/0002_thing\.ts\./);
    assert.deepEqual(await site.tree(), before);
  });

  it("restores the tree after startapp, which made a folder, and then has only the project left", async (t) => {
    const site = await siteWithPolls(t);
    const before = await site.tree();
    await site.mkweb(["startapp", "blog"]);
    const undo = await site.mkweb(["undo"]);
    assert.equal(undo.status, 0, undo.stderr);
    assert.deepEqual(await site.tree(), before);
  });

  it("refuses what was changed since, names it, and touches nothing", async (t) => {
    const site = await siteWithPolls(t);
    await site.manage("generate", "resource", "Tag", "name:string");
    await site.write("polls/forms.ts", "// mine\n");
    await site.write("polls/models.ts", `${await site.read("polls/models.ts")}// mine\n`);
    await rename(
      join(site.path, "polls/static/polls/pages.css"),
      join(site.path, "polls/static/polls/mine.css"),
    );
    const before = await site.tree();
    const undo = await site.manage("undo");
    assert.equal(undo.status, 1);
    assert.match(undo.stderr, /\[MKWEB_UNDO_REFUSED\]/);
    for (const file of ["forms.ts", "models.ts", "static/polls/pages.css"]) {
      assert.match(undo.stderr, new RegExp(`^  polls/${file} +(?:was changed|is gone)$`, "m"));
    }
    assert.match(
      undo.stderr,
      /^ {2}--- polls\/forms\.ts\tas written\n {2}\+\+\+ polls\/forms\.ts\tnow$/m,
    );
    assert.match(undo.stderr, /^ {2}\+\/\/ mine$/m);
    assert.match(undo.stderr, /No file was changed/);
    assert.deepEqual(await site.tree(), before);
  });

  it("keeps a folder that holds something of the user's by now", async (t) => {
    const site = await siteWithPolls(t);
    await site.mkweb(["startapp", "blog"]);
    await site.write("blog/notes.txt", "mine\n");
    await site.mkweb(["undo"]);
    const left = (await site.files()).filter((file) => file.startsWith("blog/"));
    assert.deepEqual(left, ["blog/notes.txt"]);
  });

  it("shows with --dry-run a diff that git takes, and changes nothing", async (t) => {
    const site = await siteWithPolls(t);
    const before = await site.tree();
    await site.manage("generate", "resource", "Tag", "name:string");
    const made = await site.tree();
    const shown = await site.manage("undo", "--dry-run");
    assert.deepEqual(await site.tree(), made);
    assert.equal(await gitApply(site.path, shown.stdout), null);
    const files = (tree: object) => Object.entries(tree).filter(([path]) => !path.endsWith("/"));
    assert.deepEqual(files(await site.tree()), files(before));
  });

  it("refuses to take back the project itself", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    const before = await place.files();
    const undo = await place.mkweb(["undo"]);
    assert.equal(undo.status, 1);
    assert.match(undo.stderr, /Only the creation of the project is left/);
    assert.deepEqual(await place.files(), before);
  });

  it("takes everything back where one file cannot be moved", async (t) => {
    const site = await siteWithPolls(t);
    await site.manage("generate", "resource", "Tag", "name:string");
    // Links to what must not change hands.
    await rm(join(site.path, "node_modules"), { recursive: true });
    const made = await site.tree();
    await chmod(join(site.path, "polls/templates/polls"), 0o555);
    withoutRights(site.path);
    try {
      const undo = await site.mkweb(["undo"]);
      assert.equal(undo.status, 1, undo.stderr);
      assert.match(undo.stderr, /Permission denied. Nothing was written. \[MKWEB_WRITE_FAILED\]/);
    } finally {
      if (process.getuid?.() === 0) process.seteuid?.(0);
      await chmod(join(site.path, "polls/templates/polls"), 0o755);
    }
    assert.deepEqual(await site.tree(), made);
  });
});

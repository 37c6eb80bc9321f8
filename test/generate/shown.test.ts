import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gitApply, siteWithPolls } from "./support.ts";

const words = ["generate", "resource", "Post", "title:string"];

describe("generate resource", () => {
  it("shows with --dry-run what it would write, as a diff that git takes, and writes nothing", async (t) => {
    const site = await siteWithPolls(t);
    const before = await site.tree();
    const shown = await site.manage(...words, "--dry-run");
    assert.equal(shown.status, 0, shown.stderr);
    assert.deepEqual(await site.tree(), before);
    assert.equal(await gitApply(site.path, shown.stdout), null);
    const applied = await site.tree();
    assert.ok("polls/post.test.ts" in applied);

    const other = await siteWithPolls(t);
    const run = await other.manage(...words);
    assert.equal(run.status, 0, run.stderr);
    const [post, migration] = ["polls/post.test.ts", "polls/migrations/0001_initial.ts"];
    assert.equal((await other.tree())[post], applied[post]);
    assert.equal((await other.tree())[migration], applied[migration]);
  });

  it("says with --json what it wrote, and that everything is new or edited", async (t) => {
    const site = await siteWithPolls(t);
    const run = await site.manage(...words, "--json");
    const { model, address, dryRun, entries } = JSON.parse(run.stdout);
    assert.deepEqual(
      { model, address, dryRun },
      { model: "polls.Post", address: "/polls/posts/", dryRun: false },
    );
    const edited = entries.filter(({ kind }: { kind: string }) => kind === "edited");
    assert.deepEqual(
      edited.map(({ path }: { path: string }) => path),
      ["polls/models.ts", "polls/admin.ts", "polls/views.ts", "polls/urls.ts"],
    );
  });

  it("keeps the quotes, semicolons and line ends of the files it edits", async (t) => {
    const site = await siteWithPolls(t);
    for (const file of ["polls/views.ts", "polls/urls.ts"]) {
      const text = await site.read(file);
      const plain = text.replaceAll('"', "'").replace(/;$/gm, "");
      await site.write(file, plain.replaceAll("\n", "\r\n"));
    }
    const run = await site.manage(...words);
    assert.equal(run.status, 0, run.stderr);
    for (const file of ["polls/views.ts", "polls/urls.ts"]) {
      const text = await site.read(file);
      assert.doesNotMatch(text, /[^\r]\n/);
      assert.doesNotMatch(text.replace(/\/\*\*.*?\*\//gs, ""), /["]|;\r/);
    }
    assert.match(await site.read("polls/forms.ts"), /from 'mkweb\/forms'\n/);
  });
});

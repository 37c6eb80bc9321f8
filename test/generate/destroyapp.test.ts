import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { snapshot } from "../scaffold/folder.ts";
import { gitApply, siteWithPolls, type Site } from "./support.ts";

/** Everything but what records and packages hold. */
function treeOf(site: Site): Readonly<Record<string, string>> {
  const all = Object.entries(snapshot(site.path));
  const own = all.filter(([path]) => !/^(?:node_modules|\.mkweb|\.git|db\.sqlite3)/.test(path));
  return Object.fromEntries(own);
}

async function done(run: ReturnType<Site["manage"]>): Promise<string> {
  const { status, stderr, stdout } = await run;
  assert.equal(status, 0, stdout + stderr);
  return stderr;
}

async function refused(run: ReturnType<Site["manage"]>): Promise<string> {
  const { status, stderr } = await run;
  assert.equal(status, 1, stderr);
  assert.match(stderr, /Nothing was changed\. \[MKWEB_DESTROY_REFUSED\]/);
  return stderr;
}

async function migratedSite(t: TestContext): Promise<Site> {
  const site = await siteWithPolls(t);
  await done(site.manage("migrate"));
  return site;
}

function git(site: Site, ...words: string[]): void {
  const names = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
  execFileSync("git", [...names, ...words], { cwd: site.path, stdio: "ignore" });
}

describe("destroyapp", () => {
  it("leaves the project as it was before startapp, and undo brings the app back", async (t) => {
    const site = await migratedSite(t);
    const before = treeOf(site);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    const whole = snapshot(join(site.path, "blog"));
    const after = treeOf(site);
    const said = await done(site.manage("destroyapp", "blog"));
    assert.match(said, /^Removed the app blog, 9 files\.$/m);
    assert.deepEqual(treeOf(site), before);
    await done(site.manage("undo"));
    assert.deepEqual(treeOf(site), after);
    assert.deepEqual(snapshot(join(site.path, "blog")), whole);
  });

  it("keeps binary files, permissions and empty folders for undo", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    writeFileSync(join(site.path, "blog/logo.bin"), Buffer.from([0, 255, 128, 13, 10]));
    writeFileSync(join(site.path, "blog/run.sh"), "#!/bin/sh\n");
    chmodSync(join(site.path, "blog/run.sh"), 0o755);
    mkdirSync(join(site.path, "blog/static/empty"));
    chmodSync(join(site.path, "blog/static/empty"), 0o700);
    chmodSync(join(site.path, "blog/views.ts"), 0o444);
    const before = treeOf(site);
    await done(site.manage("destroyapp", "blog", "--force"));
    await done(site.manage("undo"));
    assert.deepEqual(treeOf(site), before);
    await done(site.manage("undo", "--to", "4"));
    assert.ok(!Object.keys(treeOf(site)).some((path) => path.startsWith("blog/")));
  });

  it("takes out an app that was made by hand, as people who know Django write it", async (t) => {
    const site = await migratedSite(t);
    const settings = await site.read("site/settings.ts");
    const urls = await site.read("site/urls.ts");
    await site.write(
      "shop/views.ts",
      'import { HttpResponse } from "mkweb/http";\nexport const index = () => new HttpResponse("shop");\n',
    );
    await site.write("shop/models.ts", "");
    await site.write(
      "site/settings.ts",
      settings.replace('    "polls",', "    'shop',\n    \"polls\","),
    );
    await site.write(
      "site/urls.ts",
      urls
        .replace(/^import/m, 'import { index } from "../shop/views.ts";\nimport')
        .replace(
          'path("polls/"',
          'path("shop/", index, { name: "shop" }),\n  path("shop/again/", index),\n  path("polls/"',
        ),
    );
    git(site, "init", "-q");
    git(site, "add", "shop");
    await done(site.manage("check"));
    await done(site.manage("destroyapp", "shop"));
    assert.equal(await site.read("site/settings.ts"), settings);
    assert.equal(await site.read("site/urls.ts"), urls);
    assert.ok(!(await site.files()).some((file) => file.startsWith("shop/")));
    await done(site.manage("check"));
  });

  it("is refused with a list of what still needs the app, and touches nothing", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    await site.manage("generate", "resource", "blog.Post", "title:string");
    await site.write(
      "polls/about.ts",
      'import { Post } from "../blog/models.ts";\n\n// "blog:index" in a comment is none.\nexport const [template, url] = ["blog/index.html", "blog:index"];\nexport default Post;\n',
    );
    await site.write(
      "polls/models.ts",
      'import { defineModel, fields } from "mkweb/db";\nimport { Post } from "../blog/models.ts";\n\nexport class Vote extends defineModel(() => Vote, { post: fields.foreignKey(() => Post) }) {}\n',
    );
    await done(site.manage("makemigrations", "polls"));
    await site.write(
      "polls/templates/polls/index.html",
      '{% extends "blog/base.html" %}\n<p>"blog/x"\n',
    );
    const before = treeOf(site);
    const said = await refused(site.manage("destroyapp", "blog"));
    for (const line of [
      "polls/about.ts:1 imports ../blog/models.ts",
      "polls/about.ts:4 names blog/index.html",
      "polls/about.ts:4 names blog:index",
      "polls/models.ts:2 imports ../blog/models.ts",
      "polls/templates/polls/index.html:1 names blog/base.html",
    ]) {
      assert.ok(said.includes(`  ${line}\n`), said);
    }
    assert.match(
      said,
      /Migrations of other apps depend on its migrations:\n {2}polls\/migrations\/0001_initial\.ts:\d+$/m,
    );
    assert.doesNotMatch(said, /about\.ts:3|blog\/x/);
    assert.deepEqual(treeOf(site), before);

    const forced = await done(site.manage("destroyapp", "blog", "--force"));
    assert.match(forced, /Removed because of --force; check these yourself:\nThese need the app:/);
    await done(site.manage("undo"));
    assert.deepEqual(treeOf(site), before);
  });

  it("is refused while its tables hold rows, also with --migrate, and says how many", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    await site.manage("generate", "resource", "blog.Post", "title:string");
    await done(site.manage("migrate"));
    const code =
      'const { Post } = await import("./blog/models.ts"); await Post.objects.create({ title: "one" });';
    await done(site.manage("shell", "-c", code));
    for (const words of [[], ["--migrate"]]) {
      const said = await refused(site.manage("destroyapp", "blog", ...words));
      assert.match(said, /Its tables hold rows[^]*:\n {2}blog_post \(1 row\)$/m);
    }
    const dry = await site.manage("destroyapp", "blog", "--migrate", "--force", "--dry-run");
    assert.equal(dry.status, 0, dry.stderr);
    const forced = await site.manage("destroyapp", "blog", "--migrate", "--force");
    assert.equal(forced.status, 0, forced.stderr);
    assert.match(forced.stdout, /Unapplying blog\.0001_initial\.\.\. OK/);
    assert.equal((await site.manage("inspectdb", "blog_post")).status, 1);
  });

  it("leaves empty tables where they are, and says how to take them back", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    await site.manage("generate", "resource", "blog.Post", "title:string");
    await done(site.manage("migrate"));
    const said = await done(site.manage("destroyapp", "blog"));
    assert.match(said, /Its tables are still in the database: blog_post\./);
    await done(site.manage("undo"));
    const migrated = await site.manage("destroyapp", "--migrate", "blog");
    assert.equal(migrated.status, 0, migrated.stderr);
    assert.match(migrated.stdout, /Unapplying blog\.0001_initial\.\.\. OK/);
  });

  it("is refused where the database cannot be asked, unless forced", async (t) => {
    const site = await siteWithPolls(t, { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
    const said = await refused(site.manage("destroyapp", "polls"));
    assert.match(said, /Cannot tell whether the tables of polls hold rows: /);
    await done(site.manage("destroyapp", "polls", "--force"));
    assert.ok(!(await site.files()).some((file) => file.startsWith("polls/")));
  });

  it("is refused for files that are nowhere else, and says how", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    await site.write("blog/notes.txt", "mine\n");
    await site.write("blog/views.ts", `${await site.read("blog/views.ts")}// mine\n`);
    const without = await refused(site.manage("destroyapp", "blog"));
    assert.match(without, /^ {2}blog\/notes\.txt \(changed, or not created by mkweb\)$/m);
    assert.match(without, /^ {2}blog\/views\.ts \(changed, or not created by mkweb\)$/m);

    git(site, "init", "-q");
    git(site, "add", "blog/views.ts", "blog/urls.ts");
    await site.write("blog/urls.ts", `${await site.read("blog/urls.ts")}// mine\n`);
    const known = await refused(site.manage("destroyapp", "blog"));
    assert.match(known, /^ {2}blog\/notes\.txt \(git does not know it\)$/m);
    assert.match(known, /^ {2}blog\/urls\.ts \(changed, and not in git like this\)$/m);
    assert.doesNotMatch(known, /blog\/views\.ts/);

    git(site, "add", "blog");
    await done(site.manage("destroyapp", "blog"));
  });

  it("does not let a repository's configuration run anything", async (t) => {
    const site = await migratedSite(t);
    git(site, "init", "-q");
    git(site, "add", "polls");
    const ran = join(site.path, "node_modules/ran");
    await site.write("evil", `#!/bin/sh\ntouch '${ran}'\ncat\n`);
    chmodSync(join(site.path, "evil"), 0o755);
    git(site, "config", "core.fsmonitor", "./evil");
    git(site, "config", "filter.evil.clean", "./evil");
    await site.write(".git/info/attributes", "* filter=evil\n");
    rmSync(ran, { force: true });
    await done(site.manage("destroyapp", "polls"));
    assert.ok(!Object.keys(snapshot(join(site.path, "node_modules"))).includes("ran"));
  });

  it("leaves alone what could not be brought back", async (t) => {
    const site = await migratedSite(t);
    symlinkSync("/etc/hostname", join(site.path, "polls/link"));
    const said = await refused(site.manage("destroyapp", "polls", "--force"));
    assert.match(said, /^ {2}polls\/link \(neither a file nor a folder\)$/m);
  });

  it("does not take the project for an app, nor a package's app, nor an unknown name", async (t) => {
    const site = await migratedSite(t);
    assert.match(await refused(site.manage("destroyapp", "site")), /site holds site\/settings\.ts/);
    assert.match(
      await refused(site.manage("destroyapp", "auth")),
      /is not one of the project's own apps/,
    );
    const unknown = await site.manage("destroyapp", "pols");
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /The project has no app called 'pols'\. Did you mean 'polls'\?/);
  });

  it("shows with --dry-run a diff that git takes, and changes nothing", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    const before = treeOf(site);
    const shown = await site.manage("destroyapp", "blog", "--dry-run");
    assert.equal(shown.status, 0, shown.stderr);
    assert.deepEqual(treeOf(site), before);
    await done(site.manage("destroyapp", "blog"));
    const after = treeOf(site);
    await done(site.manage("undo"));
    assert.equal(await gitApply(site.path, shown.stdout), null);
    assert.deepEqual(treeOf(site), after);
  });

  it("tells programs what went, and why it was refused", async (t) => {
    const site = await migratedSite(t);
    await site.mkweb(["startapp", "blog", "--no-verify"]);
    await site.write("blog/notes.txt", "mine\n");
    const refusal = JSON.parse((await site.manage("destroyapp", "blog", "--json")).stdout);
    assert.equal(refusal.ok, false);
    assert.equal(refusal.error.code, "MKWEB_DESTROY_REFUSED");
    assert.deepEqual(refusal.error.files, [join(site.path, "blog/notes.txt")]);
    const done = JSON.parse((await site.manage("destroyapp", "blog", "--force", "--json")).stdout);
    assert.equal(done.ok, true);
    assert.equal(done.app, "blog");
    assert.deepEqual(done.tables, []);
    const removed = done.entries.filter(
      (each: { readonly kind: string }) => each.kind === "removed",
    );
    assert.equal(removed.length, 10);
  });
});

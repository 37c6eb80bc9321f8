/** Updates that are refused change nothing; what nobody vouches for is neither believed nor run. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeRunnable, newProject, oldProject, type OldProject } from "./support.ts";

async function refused(
  project: OldProject,
  words: readonly string[],
  status: number,
  message: RegExp,
): Promise<void> {
  const before = project.snapshot();
  const ended = await project.update(...words);
  assert.equal(ended.status, status, ended.stderr);
  assert.match(ended.stderr, message);
  assert.deepEqual(project.snapshot(), before);
}

async function changeRecord(
  project: OldProject,
  name: string,
  change: (text: string) => string,
): Promise<void> {
  const path = `.mkweb/${name}.json`;
  const text = await project.read(path);
  assert.notEqual(change(text), text);
  await project.write(path, change(text));
}

describe("an update is refused and changes nothing", () => {
  it("to another version than this mkweb's own", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await refused(
      project,
      ["--to", "9.1.0"],
      1,
      /Nothing was written\. \[MKWEB_UPDATE_REFUSED\]\n\nhint: .*npx mkweb@9\.1\.0 update/,
    );
    await refused(project, ["--to", "latest"], 1, /npx mkweb@latest update/);
    await refused(project, ["--to", "$(id)"], 2, /'\$\(id\)' is not a version/);
  });

  it("of a project that a newer mkweb wrote in", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await changeRecord(project, "0003_app_polls", (text) => text.replace('"0.1.0"', '"0.12.0"'));
    await refused(
      project,
      [],
      1,
      /mkweb 0\.12\.0 wrote in this project[^]*npx mkweb@0\.12\.0 update/,
    );
  });

  it("without records, or with one that cannot be read", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await project.write(".mkweb/0002_app_blog.json", "{");
    await refused(project, [], 1, /\[MKWEB_RECORD_INVALID\]/);
    await rm(join(project.path, ".mkweb"), { recursive: true });
    await refused(project, [], 1, /\.mkweb\/ holds no record[^]*\[MKWEB_UPDATE_REFUSED\]/);
  });

  it("outside of a project", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await rm(join(project.path, "manage.js"));
    await refused(project, [], 1, /\[MKWEB_NO_PROJECT\]/);
  });

  it("through a link that leads out of the project", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    const other = await oldProject(t, "with-mikroorm");
    await rm(join(project.path, "manage.js"));
    await symlink(join(other.path, "manage.js"), join(project.path, "manage.js"));
    const before = other.snapshot();
    await refused(
      project,
      [],
      1,
      /manage\.js is really .*, outside the project[^]*\[MKWEB_PATH_REFUSED\]/,
    );
    assert.deepEqual(other.snapshot(), before);
  });

  it("when a record names paths outside of the project", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await changeRecord(project, "0002_app_blog", (text) =>
      text.replace('"blog/app.ts"', '"../outside.ts"'),
    );
    await refused(project, [], 1, /\[MKWEB_PATH_REFUSED\]/);
  });

  it("while another file stands where a folder is needed", async (t) => {
    const project = await oldProject(t, "before-databases");
    await rm(join(project.path, "blog/migrations"), { recursive: true, force: true });
    await project.write("blog/migrations", "mine\n");
    await refused(project, [], 1, /blog\/migrations \(a file where a folder is needed\)/);
  });
});

describe("what a file began as", () => {
  it("is never guessed: a file that nothing proves is left and named, its new text offered", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await changeRecord(project, "0001_project", (text) =>
      text.replace(/"README\.md": "\w+"/, `"README.md": "${"0".repeat(64)}"`),
    );
    const before = await project.read("README.md");

    const dry = await project.update("--dry-run");
    assert.match(dry.stdout, /^# README\.md is kept because its original text is unknown/m);
    assert.match(dry.stdout, /^# \+.*createsuperuser/m);

    const { status, stderr } = await project.update();
    assert.equal(status, 0);
    assert.match(stderr, /left +README\.md {2}\(its original text is unknown/);
    assert.equal(await project.read("README.md"), before);
    assert.match(await project.read("manage.js"), /ERR_MODULE_NOT_FOUND/);
  });

  it("is the file itself while it has the recorded hash, whoever wrote it", async (t) => {
    const project = await oldProject(t, "before-the-admin");
    await project.update();
    assert.match(await project.read("README.md"), /createsuperuser/);
  });
});

describe("a project that was not made here", () => {
  it("is not tried out, and says how to", async (t) => {
    const project = await oldProject(t, "before-the-admin");
    const trap = 'import { writeFileSync } from "node:fs";\nwriteFileSync("ran", "");\n';
    await project.write("manage.js", trap + (await project.read("manage.js")));
    await project.write("mysite/server.ts", trap + (await project.read("mysite/server.ts")));
    const { status, stderr } = await project.run(["update", "--no-install"]);
    assert.equal(status, 0, stderr);
    assert.match(
      stderr,
      /Not tried out: this project was not made here\. `node manage check` tries it\./,
    );
    assert.equal(existsSync(join(project.path, "ran")), false);
    assert.match(await project.read("blog/admin.ts"), /mkweb\/admin/);
  });
});

describe("an update is tried on a copy", () => {
  /** A project of this mkweb whose README began otherwise. */
  async function outdated(t: TestContext): Promise<OldProject> {
    const project = await newProject(t);
    await makeRunnable(project);
    const readme = await project.read("README.md");
    const old = readme.replace("A website built with mkweb", "An old website");
    assert.notEqual(old, readme);
    await project.write("README.md", old);
    const record = JSON.parse(await project.read(".mkweb/0001_project.json"));
    const sha256 = createHash("sha256").update(old).digest("hex");
    record.files["README.md"] = { sha256, rendered: old };
    await project.write(".mkweb/0001_project.json", JSON.stringify(record));
    return project;
  }

  it("and written when check, types and tests pass there", async (t) => {
    const project = await outdated(t);
    const { status, stderr } = await project.run(["update"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^Tried out on a copy: check, types, test\.$/m);
    assert.match(await project.read("README.md"), /A website built with mkweb/);
  });

  it("and leaves the project alone when a test fails there that passes without it", async (t) => {
    const project = await outdated(t);
    await project.write(
      "blog/tests.ts",
      'import assert from "node:assert/strict";\nimport { readFileSync } from "node:fs";\nimport { it } from "node:test";\n\nit("reads", () => assert.match(readFileSync("README.md", "utf8"), /An old website/));\n',
    );
    const before = project.snapshot();
    const { status, stderr } = await project.run(["update"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /`node manage test` fails there:\n[^]*The project itself is untouched\. \[MKWEB_UPDATE_FAILED\]/,
    );
    assert.match(stderr, /--no-verify; `mkweb undo` reverts them/);
    assert.deepEqual(project.snapshot(), before);
  });

  it("and says so when something fails there that fails without it, too", async (t) => {
    const project = await outdated(t);
    await project.write(
      "blog/views.ts",
      `${await project.read("blog/views.ts")}const wrong: number = "";\n`,
    );
    const before = project.snapshot();
    const { status, stderr } = await project.run(["update"]);
    assert.equal(status, 1);
    assert.match(stderr, /`tsc --noEmit` fails there, as it does without the update:\n[^]*TS2322/);
    assert.deepEqual(project.snapshot(), before);
    assert.equal((await project.run(["update", "--no-verify"])).status, 0);
  });

  it("but not with conflicts", async (t) => {
    const project = await outdated(t);
    const readme = await project.read("README.md");
    await project.write("README.md", readme.replace("An old website", "My website"));
    const { status, stderr } = await project.run(["update"]);
    assert.equal(status, 1);
    assert.match(stderr, /^Not tried out: it cannot run with conflicts\.$/m);
  });
});

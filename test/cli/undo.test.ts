import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { snapshot } from "../scaffold/folder.ts";
import { emptyPlace, type Place } from "./support.ts";

const oxfmt = fileURLToPath(new URL("../../node_modules/oxfmt/bin/oxfmt", import.meta.url));

interface Site extends Place {
  tree(): ReturnType<typeof snapshot>;
  /** @returns The tree afterwards. */
  startapp(name: string): Promise<ReturnType<typeof snapshot>>;
  undo(...words: string[]): ReturnType<Place["mkweb"]>;
  replace(path: string, from: string | RegExp, to: string): Promise<void>;
}

async function site(t: TestContext): Promise<Site> {
  const place = await emptyPlace(t);
  const made = await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  assert.equal(made.status, 0, made.stderr);
  return {
    ...place,
    tree: () => snapshot(place.path),
    async startapp(name) {
      const run = await place.mkweb(["startapp", name, "--no-verify"]);
      assert.equal(run.status, 0, run.stderr);
      return snapshot(place.path);
    },
    undo: (...words) => place.mkweb(["undo", ...words]),
    async replace(path, from, to) {
      const text = await place.read(path);
      assert.notEqual(text.replace(from, to), text);
      await place.write(path, text.replace(from, to));
    },
  };
}

describe("undo --to", () => {
  it("takes back several commands at once, the later standing upon the earlier", async (t) => {
    const place = await site(t);
    const before = place.tree();
    await place.startapp("one");
    await place.startapp("two");
    const run = await place.undo("--to", "1");
    assert.equal(run.status, 0, run.stderr);
    assert.match(
      run.stderr,
      /^Undid 0003_app_two, 0002_app_one\.\nTo redo them: mkweb undo --to 3$/m,
    );
    assert.deepEqual(place.tree(), before);
  });

  it("redoes what was taken back, one or all, byte for byte", async (t) => {
    const place = await site(t);
    const one = await place.startapp("one");
    const two = await place.startapp("two");
    await place.undo();
    await place.undo();
    const first = await place.undo("--to", "2");
    assert.match(first.stderr, /^Redid 0002_app_one\.$/m);
    assert.deepEqual(place.tree(), one);
    await place.undo("--to", "1");
    const both = await place.undo("--to", "3");
    assert.match(both.stderr, /^Redid 0002_app_one, 0003_app_two\.$/m);
    assert.deepEqual(place.tree(), two);
  });

  it("forgets what was taken back once another command is recorded", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    await place.undo();
    await place.startapp("two");
    await place.undo();
    const list = await place.undo("--list");
    assert.match(list.stdout, /startapp two .*undone/);
    assert.doesNotMatch(list.stdout, /startapp one/);
  });

  it("does not bring back over a change, but merges it with --force", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    await place.undo();
    await place.replace("site/settings.ts", "INSTALLED_APPS: [", "INSTALLED_APPS: [ // mine");
    const changed = place.tree();
    const refused = await place.undo("--to", "2");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /^ {2}site\/settings\.ts {2}was changed$/m);
    assert.deepEqual(place.tree(), changed);
    const forced = await place.undo("--to", "2", "--force");
    assert.equal(forced.status, 0, forced.stderr);
    const settings = await place.read("site/settings.ts");
    assert.match(settings, /INSTALLED_APPS: \[ \/\/ mine[^\]]*"one",/);
  });

  it("is wrong usage with a number that no command has, and says which there are", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    const run = await place.undo("--to", "9");
    assert.equal(run.status, 2);
    assert.match(run.stderr, /no command has the number 9; known are 1, 2/);
  });

  it("stops before the project itself", async (t) => {
    const place = await site(t);
    const after = await place.startapp("one");
    const run = await place.undo("--to", "0");
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /That would undo the creation of the project itself\.[^]*mkweb undo --to 1/,
    );
    assert.deepEqual(place.tree(), after);
  });

  it("says so when it is there already", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    const run = await place.undo("--to", "2");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /The project is already at 2\./);
  });
});

describe("undo --list", () => {
  it("shows every command with its number, when it ran, and what it did", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    await place.startapp("two");
    await place.undo();
    const { stdout } = await place.undo("--list");
    const [first, second, third] = stdout.trimEnd().split("\n");
    const moment = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}`;
    assert.match(first ?? "", new RegExp(`^ {3}1 {2}startproject site {2}${moment} .* new$`));
    assert.match(second ?? "", new RegExp(`^ {3}2 {2}startapp one +${moment} +9 new, 2 edited$`));
    assert.match(third ?? "", /^ {3}3 {2}startapp two .* undone {2}9 new, 2 edited$/);
  });

  it("tells programs the same, and nothing of the hour of a record that came from elsewhere", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    rmSync(`${place.path}-cache`, { recursive: true });
    const { stdout } = await place.undo("--list", "--json");
    const { records } = JSON.parse(stdout);
    assert.deepEqual(records[1], {
      number: 2,
      name: "0002_app_one",
      command: "startapp one",
      when: null,
      files: 9,
      edited: 2,
      removed: 0,
      undone: false,
    });
  });
});

describe("undo, when files were changed since", () => {
  it("leaves them as they are with --keep-changed, and takes back the rest", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    await place.write("one/views.ts", "// mine\n");
    await place.replace("site/urls.ts", "urlpatterns", "/* mine */ urlpatterns");
    const urls = await place.read("site/urls.ts");
    const run = await place.undo("--keep-changed");
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stderr, /Kept: one\/views\.ts, site\/urls\.ts\./);
    assert.deepEqual(
      (await place.files()).filter((file) => file.startsWith("one/")),
      ["one/views.ts"],
    );
    assert.equal(await place.read("site/urls.ts"), urls);
    assert.doesNotMatch(await place.read("site/settings.ts"), /"one"/);
  });

  it("deletes its files and takes its lines out of the user's with --force", async (t) => {
    const place = await site(t);
    const settings = await place.read("site/settings.ts");
    const urls = await place.read("site/urls.ts");
    await place.startapp("one");
    await place.write("one/views.ts", "// mine\n");
    await place.replace("site/settings.ts", '"one",', '"one",\n    "mine",');
    await place.replace("site/urls.ts", "/**", "// mine\n/**");
    const run = await place.undo("--force");
    assert.equal(run.status, 0, run.stderr);
    assert.ok(!(await place.files()).some((file) => file.startsWith("one/")));
    assert.equal((await place.read("site/settings.ts")).replace('    "mine",\n', ""), settings);
    assert.equal((await place.read("site/urls.ts")).replace("// mine\n", ""), urls);
  });

  it("names the lines that it cannot find, and touches nothing", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    await place.replace("site/settings.ts", '"one",', 'mine ? "one" : "two",');
    const changed = place.tree();
    const run = await place.undo("--force");
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /These lines are no longer in site\/settings\.ts, or occur more than once:\n {6}"one",/,
    );
    assert.match(run.stderr, /No file was changed/);
    assert.deepEqual(place.tree(), changed);
  });

  it("does not take both at once", async (t) => {
    const place = await site(t);
    const run = await place.undo("--force", "--keep-changed");
    assert.equal(run.status, 2);
    assert.match(run.stderr, /--keep-changed: not allowed with argument --force/);
  });

  it("takes an edit as done that is gone already", async (t) => {
    const place = await site(t);
    const before = place.tree();
    const settings = await place.read("site/settings.ts");
    await place.startapp("one");
    await place.write("site/settings.ts", settings);
    assert.equal((await place.undo()).status, 0);
    assert.deepEqual(place.tree(), before);
  });
});

describe("undo finds what was written", () => {
  it("after a formatter laid out every file in another way", async (t) => {
    const place = await site(t);
    const format = (): void => {
      const style = { singleQuote: true, semi: false, printWidth: 60, useTabs: true };
      writeFileSync(join(place.path, ".oxfmtrc.json"), JSON.stringify(style));
      execFileSync(process.execPath, [oxfmt, "."], { cwd: place.path, stdio: "ignore" });
    };
    const [settings, urls] = [
      await place.read("site/settings.ts"),
      await place.read("site/urls.ts"),
    ];
    await place.startapp("one");
    format();
    const run = await place.undo();
    assert.equal(run.status, 0, run.stderr);
    assert.ok(!(await place.files()).some((file) => file.startsWith("one/")));
    format();
    const now = [await place.read("site/settings.ts"), await place.read("site/urls.ts")];
    await place.write("site/settings.ts", settings);
    await place.write("site/urls.ts", urls);
    format();
    assert.deepEqual(now, [await place.read("site/settings.ts"), await place.read("site/urls.ts")]);
  });

  it("after git gave every file other line ends", async (t) => {
    const place = await site(t);
    const before = [await place.read("site/settings.ts"), await place.read("site/urls.ts")];
    await place.startapp("one");
    for (const file of await place.files()) {
      if (!/\.(?:ts|css|html)$/.test(file)) continue;
      const text = readFileSync(join(place.path, file), "utf8");
      writeFileSync(join(place.path, file), text.replaceAll("\n", "\r\n"));
    }
    const run = await place.undo();
    assert.equal(run.status, 0, run.stderr);
    assert.ok(!(await place.files()).some((file) => file.startsWith("one/")));
    const now = [await place.read("site/settings.ts"), await place.read("site/urls.ts")];
    assert.deepEqual(
      now,
      before.map((text) => text.replaceAll("\n", "\r\n")),
    );
  });

  it("in a project whose folder was renamed, and brings it back there", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", "--no-install", "--no-git"]);
    await place.mkweb(["startapp", "one", "--no-verify"], { cwd: "site" });
    renameSync(join(place.path, "site"), join(place.path, "other"));
    const after = snapshot(join(place.path, "other"));
    const undo = await place.mkweb(["undo"], { cwd: "other" });
    assert.equal(undo.status, 0, undo.stderr);
    const redo = await place.mkweb(["undo", "--to", "2"], { cwd: "other" });
    assert.equal(redo.status, 0, redo.stderr);
    assert.deepEqual(snapshot(join(place.path, "other")), after);
  });

  it("where the folder of settings.ts and urls.ts is called otherwise now, with --force", async (t) => {
    const place = await site(t);
    const urls = await place.read("site/urls.ts");
    await place.startapp("one");
    renameSync(join(place.path, "site"), join(place.path, "config"));
    await place.replace("config/settings.ts", "site/urls.ts", "config/urls.ts");
    await place.replace("manage.js", "site/settings.ts", "config/settings.ts");
    const run = await place.undo("--force");
    assert.equal(run.status, 0, run.stderr);
    assert.equal(await place.read("config/urls.ts"), urls);
    assert.doesNotMatch(await place.read("config/settings.ts"), /"one"/);
  });

  it("from a record of the first format", async (t) => {
    const place = await site(t);
    const before = place.tree();
    await place.startapp("one");
    const record = JSON.parse(await place.read(".mkweb/0002_app_one.json"));
    const files = Object.entries<{ readonly sha256: string }>(record.files);
    const first = {
      format: 1,
      mkweb: record.mkweb,
      blueprint: "app",
      answers: record.answers,
      files: Object.fromEntries(files.map(([file, { sha256 }]) => [file, sha256])),
      folders: record.folders,
      edits: Object.fromEntries(
        Object.entries<Record<string, unknown>>(record.edits).map(([file, edit]) => {
          const { before, after, at, removed, inserted } = edit;
          return [file, { before, after, at, removed, inserted }];
        }),
      ),
    };
    await place.write(".mkweb/0002_app_one.json", JSON.stringify(first));
    const run = await place.undo();
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(snapshot(place.path), before);
  });
});

describe("undo leaves alone", () => {
  it("a file that was there before, the same as the command would have made it", async (t) => {
    const place = await site(t);
    const startapp = ["startapp", "one", "apps/one", "--no-verify"];
    await place.mkweb(startapp);
    const views = await place.read("apps/one/views.ts");
    await place.undo();
    await place.write("apps/one/views.ts", views);
    const before = place.tree();
    assert.equal((await place.mkweb(startapp)).status, 0);
    const run = await place.undo();
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(place.tree(), before);
  });

  it("settings that named the app already, so that they were not edited", async (t) => {
    const place = await site(t);
    await place.replace("site/settings.ts", "INSTALLED_APPS: [", 'INSTALLED_APPS: [\n    "one",');
    const before = place.tree();
    await place.startapp("one");
    const run = await place.undo();
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(place.tree(), before);
  });

  it("what lies behind a symbolic link that a record leads through", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    mkdirSync(`${place.path}-cache/outside`, { recursive: true });
    writeFileSync(`${place.path}-cache/outside/precious`, "mine\n");
    symlinkSync(`${place.path}-cache/outside`, join(place.path, "link"));
    const record = JSON.parse(await place.read(".mkweb/0002_app_one.json"));
    const sha256 = createHash("sha256").update("mine\n").digest("hex");
    record.files["link/precious"] = { sha256, rendered: "mine\n" };
    await place.write(".mkweb/0002_app_one.json", JSON.stringify(record));
    for (const words of [[], ["--force"], ["--keep-changed"]]) {
      await place.undo(...words);
      assert.equal(readFileSync(`${place.path}-cache/outside/precious`, "utf8"), "mine\n");
    }
  });

  it("everything outside of the project, whatever a record says", async (t) => {
    const place = await site(t);
    await place.startapp("one");
    const record = JSON.parse(await place.read(".mkweb/0002_app_one.json"));
    record.files["../precious"] = { sha256: null, rendered: null };
    await place.write(".mkweb/0002_app_one.json", JSON.stringify(record));
    const before = place.tree();
    const run = await place.undo("--force");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /it leaves the target folder[^]*\[MKWEB_PATH_REFUSED\]/);
    assert.deepEqual(place.tree(), before);
  });
});

describe("undo without a cache folder that can be written", () => {
  it("takes back all the same, and says that it is for good", async (t) => {
    const place = await site(t);
    const before = place.tree();
    await place.startapp("one");
    const run = await place.mkweb(["undo"], { env: { XDG_CACHE_HOME: "/dev/null" } });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stderr, /It cannot be redone: the user's cache folder cannot be written\./);
    assert.deepEqual(place.tree(), before);
  });
});

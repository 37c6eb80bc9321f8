/** What is typed behind `mkweb` inside a project: who does it, and what of the project is run. */
import assert from "node:assert/strict";
import { chownSync, existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { siteWithPolls } from "../generate/support.ts";
import { startProcess, type Run } from "../support/project.ts";
import { emptyPlace, type Place } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

async function mkweb(place: Place, words: readonly string[], cwd = "."): Promise<Run> {
  const run = startProcess([bin, ...words], join(place.path, cwd), {
    XDG_CACHE_HOME: `${place.path}-cache`,
  });
  return { status: await run.ended(), ...run.texts };
}

/** A project that has a mkweb of its own, which only says what it is asked and ends with 7. */
async function otherProject(t: TestContext, version: string): Promise<Place> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  await install(place, version);
  return place;
}

async function install(place: Place, version: string, folder = ""): Promise<void> {
  const manifest = { version, type: "module", exports: { "./management": "./management.js" } };
  await place.write(`${folder}node_modules/mkweb/package.json`, JSON.stringify(manifest));
  await place.write(
    `${folder}node_modules/mkweb/management.js`,
    'export async function execute(argv) {\n  console.log("own", ...argv.slice(2));\n  return 7;\n}\n',
  );
}

/** As a clone is: nobody made or ran it here. */
async function forget(place: Place): Promise<void> {
  await rm(`${place.path}-cache`, { recursive: true, force: true });
}

describe("a command of projects", () => {
  it("is run by the project, which is said; words, output and exit status are passed on", async (t) => {
    const place = await otherProject(t, "9.9.9");
    const { status, stdout, stderr } = await mkweb(place, ["migrate", "polls", "a b"], "site");
    assert.equal(stdout, "own migrate polls a b\n");
    assert.equal(
      stderr,
      `Running \`node manage migrate polls 'a b'\` of the project in ${place.path}\n`,
    );
    assert.equal(status, 7);
  });

  it("does what node manage does, and ends by the signal it gets", async (t) => {
    const site = await siteWithPolls(t);
    const urls = await mkweb(site, ["showurls"]);
    assert.equal(urls.status, 0, urls.stderr);
    assert.equal(urls.stdout, (await site.manage("showurls")).stdout);
    const server = startProcess([bin, "runserver", "0", "--noreload"], site.path);
    t.after(() => server.child.kill("SIGKILL"));
    await server.says(/http:\/\/127\.0\.0\.1:[1-9]/);
    server.child.kill("SIGTERM");
    await server.ended();
    assert.match(server.output(), /^Running `node manage runserver 0 --noreload` of the project/);
  });

  it("may be one of the project's own apps", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    await place.mkweb(["startapp", "polls", "--no-verify"]);
    await install(place, "9.9.9");
    await place.write("polls/management/commands/closepoll.ts", "");
    assert.equal((await mkweb(place, ["closepoll", "1"])).stdout, "own closepoll 1\n");
  });

  it("is not run for its help, nor for a slip of the keys", async (t) => {
    const place = await otherProject(t, "9.9.9");
    for (const words of [
      ["help", "migrate"],
      ["migrate", "--help"],
    ]) {
      const { status, stdout } = await mkweb(place, words);
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^usage: mkweb migrate \[-h\][^]*--settings SETTINGS[^]*Examples:\n  mkweb migrate\n/,
      );
    }
    assert.match(
      (await mkweb(place, ["help"])).stdout,
      /\[mkweb\]\n    completion[^]*\[project\]\n[^]*    runserver\n/,
    );
    const slip = await mkweb(place, ["mirgate"]);
    assert.equal(slip.status, 1);
    assert.match(slip.stderr, /Unknown command: 'mirgate'\. Did you mean migrate\?/);
    assert.doesNotMatch(slip.stdout + slip.stderr, /^own/m);
  });

  it("is refused where the project has no mkweb of its own, whatever lies in folders above", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", "--no-install", "--no-git"]);
    await install(place, "9.9.9");
    const { status, stdout, stderr } = await mkweb(place, ["migrate"], "site");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /has no mkweb of its own in node_modules\. Nothing was run\.\s\[MKWEB_NOT_INSTALLED\]/,
    );
  });

  const skip = process.geteuid?.() === 0 ? false : "only root can give a folder to somebody else";
  it("is refused for a project in a folder above that is somebody else's", { skip }, async (t) => {
    const place = await otherProject(t, "9.9.9");
    await mkdir(join(place.path, "mine"));
    await forget(place);
    chownSync(join(place.path, "manage.js"), 65_534, 65_534);
    const { status, stdout, stderr } = await mkweb(place, ["runserver"], "mine");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /belongs to another user[^]*\[MKWEB_NOT_TRUSTED\]/);
    // Standing in it, one means it.
    assert.equal((await mkweb(place, ["runserver"])).stdout, "own runserver\n");
  });

  it("gets its hint as ever outside of a project", async (t) => {
    const place = await emptyPlace(t);
    const { status, stderr } = await mkweb(place, ["migrate", "polls"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /Change to the folder with manage\.js and type `node manage migrate polls`/,
    );
  });
});

describe("a command that writes", () => {
  it("is done here where the project has this very mkweb, or none yet", async (t) => {
    const site = await siteWithPolls(t);
    const { status, stderr } = await mkweb(site, ["startapp", "blog", "--no-verify"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^Created the app blog\./);
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    assert.match((await mkweb(place, ["startapp", "blog"])).stderr, /^Created the app blog\./);
  });

  it("is left to the project's mkweb where that is another one and the user made the project", async (t) => {
    const place = await otherProject(t, "9.9.9");
    assert.deepEqual(await mkweb(place, ["startapp", "blog"]), {
      status: 7,
      stdout: "own startapp blog\n",
      stderr: `Running \`node manage startapp blog\` of the project in ${place.path}\n`,
    });
    assert.equal(existsSync(join(place.path, "blog")), false);
  });

  it("is refused where the project has another version and may be anybody's: nothing is run or written", async (t) => {
    const place = await otherProject(t, "9.9.9");
    await forget(place);
    const before = await place.files();
    const { status, stdout, stderr } = await mkweb(place, ["startapp", "blog"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /The project has mkweb 9\.9\.9, this is mkweb \S+, and/);
    assert.match(stderr, /Nothing was written\.\s\[MKWEB_OTHER_VERSION\]/);
    assert.match(stderr, /`node manage startapp blog`/);
    assert.deepEqual(await place.files(), before);
  });

  it("is refused where the project wants another version that is not installed yet", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    const manifest = await place.read("package.json");
    for (const specifier of ["^9.9.9", "file:vendor/mkweb-9.9.9.tgz"]) {
      await place.write(
        "package.json",
        manifest.replace(/"mkweb": ".*?"/, `"mkweb": "${specifier}"`),
      );
      const { status, stderr } = await mkweb(place, ["startapp", "blog"]);
      assert.equal(status, 1);
      assert.match(stderr, /depends on mkweb 9\.9\.9, which is not installed there/);
      assert.equal(existsSync(join(place.path, "blog")), false);
    }
  });

  it("goes on where no version can be told", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    const manifest = await place.read("package.json");
    await place.write("package.json", manifest.replace(/"mkweb": ".*?"/, '"mkweb": "github:x/y"'));
    assert.equal((await mkweb(place, ["startapp", "blog"])).status, 0);
  });
});

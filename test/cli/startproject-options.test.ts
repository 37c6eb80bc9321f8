/** As much of a new project as one wants: with apps, without users, the smallest, committed. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { startProcess } from "../support/project.ts";
import { emptyPlace, type Place, type Setting } from "./support.ts";

const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const usual = ["startproject", "site", ".", "--no-install"];

async function made(t: TestContext, options: readonly string[]): Promise<Place> {
  const place = await emptyPlace(t);
  const { status, stderr } = await place.mkweb([...usual, "--no-git", ...options]);
  assert.equal(status, 0, stderr);
  await mkdir(join(place.path, "node_modules/@types"), { recursive: true });
  for (const name of ["typescript", "@types/node", "undici-types"]) {
    await symlink(join(packages, name), join(place.path, "node_modules", name), "junction");
  }
  await symlink(join(packages, ".."), join(place.path, "node_modules/mkweb"), "junction");
  return place;
}

async function well({ path }: Place, ...words: string[]): Promise<string> {
  const run = startProcess(words, path, { DATABASE_URL: "sqlite:db.sqlite3" });
  assert.equal(await run.ended(), 0, run.output());
  return run.texts.stdout;
}

describe("startproject", () => {
  const scopes: readonly (readonly [string[], RegExp, RegExp | undefined])[] = [
    [[], /"mkweb\/admin"/, undefined],
    [["--no-auth"], /"mkweb\/sessions"/, /mkweb\/(?:auth|admin|contenttypes)|AUTH_/],
    [
      ["--minimal"],
      /"mkweb\/staticfiles"/,
      /mkweb\/(?:auth|admin|contenttypes|sessions|messages)|AUTH_/,
    ],
    [
      ["--minimal", "--database", "postgresql"],
      /env\.database\("DATABASE_URL"\)/,
      /mkweb\/sessions/,
    ],
  ];
  for (const [options, has, hasNot] of scopes) {
    it(`${options.join(" ")} with two apps passes its types, checks and tests, whose pages answer`, async (t) => {
      const place = await made(t, [...options, "--app", "blog", "--app", "shop"]);
      const settings = await place.read("site/settings.ts");
      assert.match(settings, has);
      if (hasNot) assert.doesNotMatch(settings + (await place.read("site/urls.ts")), hasNot);
      assert.match(settings, /^    "blog",\n    "shop",$/m);
      // The pages it makes ask for permissions, which come with users.
      const hasUsers = !options.some((each) => ["--no-auth", "--minimal"].includes(each));
      assert.equal((await place.read("AGENTS.md")).includes("generate resource"), hasUsers);
      await well(place, join(packages, "typescript/bin/tsc"));
      await well(place, "manage", "migrate");
      await well(place, "manage", "check");
      const passed = options.includes("--minimal") ? 2 : 4;
      assert.match(await well(place, "manage", "test"), new RegExp(`^ℹ pass ${passed}$`, "m"));
      await well(place, join(packages, "oxfmt/bin/oxfmt"), "--check", ".");
    });
  }

  it("--app leaves what startproject and startapp leave, records too, so that each can be undone", async (t) => {
    const atOnce = await made(t, ["--minimal", "--app", "blog", "--app", "shop"]);
    const apart = await made(t, ["--minimal"]);
    await apart.mkweb(["startapp", "blog", "--no-verify"]);
    await apart.mkweb(["startapp", "shop", "--no-verify"]);
    const both = async () => [await contents(atOnce), await contents(apart)] as const;
    const [one, other] = await both();
    assert.deepEqual(one, other);
    for (const place of [atOnce, apart]) {
      assert.equal((await place.mkweb(["undo"])).status, 0);
      assert.equal((await place.mkweb(["undo"])).status, 0);
    }
    const [first, second] = await both();
    assert.deepEqual(first, second);
    assert.equal(
      Object.keys(first).some((path) => path.startsWith("blog/")),
      false,
    );
  });

  it("--app says where to look, and puts the first one at /", async (t) => {
    const place = await emptyPlace(t);
    const { stderr } = await place.mkweb([...usual, "--no-git", "--app", "blog"]);
    assert.match(stderr, /node manage runserver    # http:\/\/127\.0\.0\.1:8000\/blog\/$/m);
    assert.doesNotMatch(stderr, /startapp/);
    assert.match(await place.read("site/urls.ts"), /RedirectView\.asView\(\{ url: "blog\/" \}\)/);
  });

  const wrong: Readonly<Record<string, readonly [string[], number, RegExp]>> = {
    "an app of no valid name": [["--app", "7x"], 1, /'7x' is not a valid app name/],
    "an app called as the project": [["--app", "Site"], 1, /conflicts with the name/],
    "an app called as a package": [["--app", "mkweb"], 1, /conflicts with the name/],
    "an app twice": [["--app", "blog", "--app", "Blog"], 2, /--app Blog is given twice/],
    "two sizes": [["--minimal", "--no-auth"], 2, /--minimal: not allowed with argument --no-auth/],
    "a commit without git": [
      ["--commit", "--no-git"],
      2,
      /--commit: not allowed with argument --no-git/,
    ],
    "apps of a template": [
      ["--template", "x", "--app", "b"],
      2,
      /--app: not allowed with argument --template/,
    ],
  };
  for (const [what, [options, exit, message]] of Object.entries(wrong)) {
    it(`refuses ${what}, and writes nothing`, async (t) => {
      const place = await emptyPlace(t);
      const { status, stderr } = await place.mkweb([...usual, ...options]);
      assert.equal(status, exit, stderr);
      assert.match(stderr, message);
      assert.deepEqual(await place.files(), []);
    });
  }
});

async function contents(place: Place): Promise<Readonly<Record<string, string>>> {
  const files = (await place.files()).filter(
    (file) => !/\.tgz$|^\.env$|^node_modules\//.test(file),
  );
  const texts = await Promise.all(files.map((file) => place.read(file)));
  return Object.fromEntries(files.map((file, at) => [file, texts[at] ?? ""]));
}

describe("startproject --commit", () => {
  const named = {
    GIT_AUTHOR_NAME: "Ann",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "Ann",
    GIT_COMMITTER_EMAIL: "a@b.c",
  };
  const nobody = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", EMAIL: "" };
  const start = (place: Place, setting: Setting) => place.mkweb([...usual, "--commit"], setting);
  const git = (place: Place, ...words: string[]) =>
    execFileSync("git", words, { cwd: place.path, encoding: "utf8" }).trim();

  it("commits what was written, .env left out", async (t) => {
    const place = await emptyPlace(t);
    const { status, stderr } = await start(place, { env: named });
    assert.equal(status, 0, stderr);
    const written = (await place.files()).filter((file) => file !== ".env");
    const committed = git(place, "ls-files")
      .split("\n")
      .map((file) => file.replace(/mkweb-[^/]*\.tgz$/, "mkweb.tgz"));
    assert.deepEqual(committed.sort(), written);
    assert.equal(git(place, "log", "--format=%s"), "Start the project site");
    assert.equal(git(place, "status", "--short"), "");
  });

  it("leaves what else is staged in a repository that is there", async (t) => {
    const place = await emptyPlace(t);
    git(place, "init", "--quiet");
    await place.write("mine.txt", "mine");
    git(place, "add", "mine.txt");
    await start(place, { env: named });
    assert.equal(git(place, "status", "--short"), "A  mine.txt");
  });

  it("is told where it cannot be made, and the project is complete", async (t) => {
    const place = await emptyPlace(t);
    const env = { ...nobody, GIT_AUTHOR_NAME: "", GIT_COMMITTER_NAME: "" };
    const { status, stderr } = await start(place, { env });
    assert.equal(status, 0);
    assert.match(stderr, /^note: No commit was made: git says:\n[^]*ident/m);
    assert.match(stderr, /^Created site\./m);
    const other = await emptyPlace(t);
    const without = await start(other, { env: { PATH: join(other.path, "nowhere") } });
    assert.match(without.stderr, /^note: No commit was made: git is not installed\.$/m);
    assert.equal(without.status, 0);
  });
});

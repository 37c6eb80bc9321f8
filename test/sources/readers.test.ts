/** What each kind of source gives: the same files, wherever they come from. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { tar, zip } from "./archives.ts";
import { emptyFolder, open, textsOf } from "./support.ts";

const texts = {
  ".env": "A=1\n",
  "manage.py": "#!/usr/bin/env python\n",
  "project_name/settings.py": "KEY = 'ü'\n",
  "static/logo.svg": "<svg/>",
};

/** `wanted/` in an empty folder, with those files and what belongs to no template. */
function template(t: TestContext): string {
  const folder = emptyFolder(t);
  const put = (path: string, text: string): void => {
    mkdirSync(join(folder, "wanted", path, ".."), { recursive: true });
    writeFileSync(join(folder, "wanted", path), text);
  };
  for (const [path, text] of Object.entries(texts)) put(path, text);
  chmodSync(join(folder, "wanted/manage.py"), 0o755);
  put("project_name/__pycache__/settings.cpython-312.pyc", "x");
  put("project_name/old.pyc", "x");
  put("node_modules/left/index.js", "x");
  put(".mkweb/0001_project.json", "{}");
  return folder;
}

/** Runs a program in a folder. */
const run = (folder: string, line: string): void => {
  const [file = "", ...args] = line.split(" ");
  execFileSync(file, args, { cwd: folder, stdio: "pipe" });
};

async function givesTheSame(typed: string, folder: string, cwd = folder): Promise<void> {
  const opened = await open(typed, cwd);
  assert.deepEqual(textsOf(opened), texts);
  assert.equal(opened.files.get("manage.py")?.mode, 0o777);
  assert.equal(opened.files.get(".env")?.mode, 0o666);
  const { record } = await open("wanted", folder);
  assert.equal(opened.record.hash, record.hash);
}

describe("a folder", () => {
  it("is taken by its path, with a slash behind it, and as a file: URL", async (t) => {
    const folder = template(t);
    await givesTheSame("wanted", folder);
    await givesTheSame("./wanted/", folder);
    await givesTheSame(join(folder, "wanted"), folder, tmpdir());
    await givesTheSame(pathToFileURL(join(folder, "wanted")).href, folder, tmpdir());
    assert.equal((await open("wanted", folder)).record.resolved, join(folder, "wanted"));
  });

  it("leaves hidden folders out, and takes them when it has a manifest", async (t) => {
    const folder = template(t);
    mkdirSync(join(folder, "wanted/.github"));
    writeFileSync(join(folder, "wanted/.github/ci.yml"), "x");
    await givesTheSame("wanted", folder);
    writeFileSync(join(folder, "wanted/blueprint.json"), "{}");
    assert.equal(textsOf(await open("wanted", folder))[".github/ci.yml"], "x");
  });

  it("gives the file that a link in it leads to", async (t) => {
    const folder = template(t);
    symlinkSync("manage.py", join(folder, "wanted/link.py"));
    assert.equal(textsOf(await open("wanted", folder))["link.py"], texts["manage.py"]);
  });
});

describe("an archive", () => {
  for (const [file, pack] of [
    ["x.tar", "tar cf x.tar wanted"],
    ["x.tgz", "tar czf x.tgz wanted"],
    ["x.tar.gz", "tar czf x.tar.gz -C wanted ."],
    ["x.tbz", "tar cjf x.tbz wanted"],
    ["x.tar.bz2", "tar cjf x.tar.bz2 --format=pax wanted"],
    ["x.zip", "zip -qr x.zip wanted"],
    ["without-an-ending", "tar czf without-an-ending wanted"],
  ] as const) {
    it(`${file} is taken, with the mode of its files`, async (t) => {
      const folder = template(t);
      run(folder, pack);
      await givesTheSame(file, folder);
      await givesTheSame(pathToFileURL(join(folder, file)).href, folder, tmpdir());
      assert.deepEqual(readdirSync(folder).sort(), ["wanted", file].sort());
    });
  }

  it("keeps its folders when there is more than one at the top", async (t) => {
    const folder = emptyFolder(t);
    writeFileSync(join(folder, "x.tar"), tar([{ name: "a/x.ts" }, { name: "b/x.ts" }]));
    assert.deepEqual(Object.keys(textsOf(await open("x.tar", folder))), ["a/x.ts", "b/x.ts"]);
    writeFileSync(join(folder, "x.zip"), zip([{ name: "a/x.ts" }, { name: "top.ts" }]));
    assert.deepEqual(Object.keys(textsOf(await open("x.zip", folder))), ["a/x.ts", "top.ts"]);
  });

  it("may have zeros behind its gzip", async (t) => {
    const folder = emptyFolder(t);
    const padded = Buffer.concat([gzipSync(tar([{ name: "a.ts", text: "x" }])), Buffer.alloc(512)]);
    writeFileSync(join(folder, "x.tgz"), padded);
    assert.deepEqual(textsOf(await open("x.tgz", folder)), { "a.ts": "x" });
  });

  it("of bzip2 is refused with the line to type where bzip2 is not installed", async (t) => {
    const folder = template(t);
    run(folder, "tar cjf x.tbz wanted");
    await assert.rejects(open("x.tbz", folder, { PATH: folder }), {
      code: "MKWEB_TEMPLATE_NOT_FOUND",
      message: /^couldn't extract x\.tbz: bzip2 is not installed/,
      hint: /^Install bzip2 \(apt-get install bzip2/,
    });
  });

  it("of bzip2 is not unpacked further than all may be", async (t) => {
    const folder = emptyFolder(t);
    writeFileSync(join(folder, "x"), Buffer.alloc(10_000_000));
    run(folder, "bzip2 x");
    const part = readFileSync(join(folder, "x.bz2"));
    writeFileSync(join(folder, "x.bz2"), Buffer.concat(Array.from({ length: 10 }, () => part)));
    await assert.rejects(open("x.bz2", folder), {
      code: "MKWEB_TEMPLATE_REFUSED",
      message: /unpacked, it is larger than 80 MB/,
    });
  });
});

describe("what is no template", () => {
  const cases: Readonly<Record<string, readonly [string, RegExp]>> = {
    "a path where nothing is": ["nope", /^couldn't handle template nope: .*no such file/i],
    "a file: URL of nothing": ["file:///nope", /^couldn't handle template file:\/\/\/nope/],
    "a file that is no archive": ["notes.txt", /^couldn't extract file notes\.txt of notes\.txt/],
    "a way that nobody fetches by": ["ftp://host/x.tgz", /templates cannot be fetched by ftp/],
    "an npm package that is a path": ["npm:../x", /npm: must be followed by a package name/],
    "an npm package that is a URL": [
      "npm:git+https://x/y",
      /npm: must be followed by a package name/,
    ],
    "an npm package that is an option": ["npm:--foo", /npm: must be followed by a package name/],
    "an alias of npm": ["npm:a@npm:b", /npm: must be followed by a package name/],
    "a program as git's address": [
      "git+ext::sh -c evil",
      /cannot be fetched with a git remote helper/,
    ],
    "an option as git's branch": [
      "git+https://x/y#--upload-pack=evil",
      /# must be followed by a branch/,
    ],
    "git by another way": ["git+ftp://x/y", /templates cannot be fetched with git over ftp/],
  };
  for (const [what, [typed, why]] of Object.entries(cases)) {
    it(`is refused with a sentence: ${what}`, async (t) => {
      const folder = emptyFolder(t);
      writeFileSync(join(folder, "notes.txt"), "just text, and nothing but text");
      await assert.rejects(open(typed, folder), {
        code: "MKWEB_TEMPLATE_NOT_FOUND",
        message: why,
        hint: /^Name a folder, an archive/,
      });
    });
  }
});

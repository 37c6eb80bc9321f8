import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function node(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return ended(process.execPath, args, env);
}

function ended(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const options = { env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "mkweb-bin-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

describe("bin/mkweb.js", () => {
  it("uses no syntax newer than ES5, so that any Node can read it", async () => {
    const source = await readFile(bin, "utf8");
    // Printed alike in both, so that only what was lowered differs.
    const supported = { "object-extensions": false };
    const [asIs, lowered] = await Promise.all(
      ["esnext", "es5"].map((target) => transform(source, { target, supported })),
    );
    assert.equal(lowered?.code, asIs?.code);
  });

  it("on a Node that is too old says so, what to do, and exits with 1", async (t) => {
    const preload = join(await folder(t), "old.cjs");
    await writeFile(
      preload,
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });',
    );
    const { status, stdout, stderr } = await node(["-r", preload, bin, "startproject", "x"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      "error: mkweb needs Node 20.19 or newer; this is Node 18.20.4. Nothing was written. [MKWEB_NODE_TOO_OLD]\n\n" +
        "hint: Install a current Node (https://nodejs.org) and run the same command again.\n",
    );
  });

  it("prints the version of its package", async () => {
    const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
    const { version }: { version: string } = JSON.parse(manifest);
    const expected = { status: 0, stdout: `${version}\n`, stderr: "" };
    assert.deepEqual(await node([bin, "--version"]), expected);
    assert.deepEqual(await node([bin, "version"]), expected);
  });

  it("says so where the folder it was started in is gone, and still helps", async (t) => {
    const gone = join(await folder(t), "gone");
    const inIt = (...args: readonly string[]): Promise<Ended> => {
      const script = 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"';
      return ended("sh", ["-c", script, gone, process.execPath, bin, ...args]);
    };
    const { status, stderr } = await inIt("startproject", "mysite");
    assert.equal(status, 1);
    assert.equal(
      stderr,
      "error: The folder you are in no longer exists. Nothing was written. [MKWEB_FOLDER_GONE]\n\n" +
        "hint: Change to another folder and run the command again.\n",
    );
    assert.equal((await inIt("help")).status, 0);
  });

  it("hands over the exit status", async () => {
    assert.equal((await node([bin, "help"])).status, 0);
    assert.equal((await node([bin, "nosuch"])).status, 1);
  });
});

describe("the machine code of the command line", () => {
  const names = /^(?:cli|command)-[0-9a-f]{8}\.cjs-v[\d.]+-\w+-help$/;

  it("is kept for each command in the user's cache folder", async (t) => {
    const home = await folder(t);
    const env = { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home, NODE_COMPILE_CACHE: "" };
    await node([bin, "help"], env);
    const places = (await readdir(home, { recursive: true })).map((path) => basename(path));
    assert.equal(places.filter((name) => names.test(name)).length, 1);
    await node([bin, "nosuchcommand"], env);
    assert.deepEqual((await readdir(home, { recursive: true })).length, places.length);
  });

  it("is used by the next run, and so not made again", async (t) => {
    const cache = await folder(t);
    await node([bin, "help"], { NODE_COMPILE_CACHE: cache });
    const [name = ""] = await readdir(cache);
    const before = await stat(join(cache, name));
    assert.equal((await node([bin, "help"], { NODE_COMPILE_CACHE: cache })).status, 0);
    assert.equal((await stat(join(cache, name))).ino, before.ino);
  });

  it("is made again where what was kept is cut off or something else", async (t) => {
    const cache = await folder(t);
    const expected = await node([bin, "help"], { NODE_COMPILE_CACHE: cache });
    const [name = ""] = await readdir(cache);
    const whole = await readFile(join(cache, name));
    for (const damaged of [Buffer.alloc(0), whole.subarray(0, 5000), Buffer.alloc(5000, "x")]) {
      await writeFile(join(cache, name), damaged);
      assert.deepEqual(await node([bin, "help"], { NODE_COMPILE_CACHE: cache }), expected);
      assert.ok((await stat(join(cache, name))).size > 100_000);
    }
  });

  it("is not kept where that is forbidden or impossible", async (t) => {
    const cache = await folder(t);
    const off = { NODE_COMPILE_CACHE: cache, NODE_DISABLE_COMPILE_CACHE: "1" };
    assert.equal((await node([bin, "help"], off)).status, 0);
    assert.deepEqual(await readdir(cache), []);
    const file = join(cache, "file");
    await writeFile(file, "");
    const { status, stderr } = await node([bin, "help"], { NODE_COMPILE_CACHE: file });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });
});

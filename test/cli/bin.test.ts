import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const options = { env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, options, (_, stdout, stderr) => {
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
      "error: mkweb needs Node 20 or newer; this is Node 18.20.4. Nothing was written. [MKWEB_NODE_TOO_OLD]\n\n" +
        "hint: Install a current Node (https://nodejs.org) and run the same command again.\n",
    );
  });

  it("E93 prints the version of its package", async () => {
    const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
    const { version }: { version: string } = JSON.parse(manifest);
    const expected = { status: 0, stdout: `${version}\n`, stderr: "" };
    assert.deepEqual(await node([bin, "--version"]), expected);
    assert.deepEqual(await node([bin, "version"]), expected);
  });

  it("hands over the exit status", async () => {
    assert.equal((await node([bin, "help"])).status, 0);
    assert.equal((await node([bin, "nosuch"])).status, 1);
  });

  it("keeps compiled code in the user's cache folder, or where NODE_COMPILE_CACHE says", async (t) => {
    const home = await folder(t);
    const cache = { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home, NODE_COMPILE_CACHE: "" };
    await node([bin, "help"], cache);
    assert.ok(
      (await readdir(home, { recursive: true })).some((path) =>
        /mkweb.node-compile-cache/.test(path),
      ),
    );
    const other = await folder(t);
    await node([bin, "help"], { ...cache, NODE_COMPILE_CACHE: other });
    assert.notEqual((await readdir(other)).length, 0);
  });
});

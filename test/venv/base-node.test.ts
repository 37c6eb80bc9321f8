/** The Node outside, linked or copied, and what happens when it changes or goes. */
import assert from "node:assert/strict";
import { lstatSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { describe, it } from "node:test";
import { quoteCsh, quoteFish, quoteSh } from "../../src/venv/quote.ts";
import { Sandbox, which } from "./support.ts";

describe("the Node of an environment", () => {
  it("is an absolute link outwards; every other link stays inside", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    const bin = sandbox.join("env/bin");
    const links = readdirSync(bin).filter((name) => lstatSync(`${bin}/${name}`).isSymbolicLink());
    for (const name of links) {
      assert.equal(isAbsolute(readlinkSync(`${bin}/${name}`)), name === "node", name);
    }
    assert.ok(links.includes("node") && links.includes("npm") && links.includes("npx"));
  });

  it("is a copy with --copies, and then knows itself by the environment's path", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("linked");
    const venv = await sandbox.create("copied", { copies: true });
    assert.equal(venv.record.node.kind, "copy");
    const execPath = (name: string) =>
      sandbox.run(sandbox.join(name, "bin/node"), ["-p", "process.execPath"]).stdout.trim();
    assert.equal(execPath("linked"), process.execPath);
    assert.equal(execPath("copied"), sandbox.join("copied/bin/node"));
  });

  it("decides by itself where npm installs, so the launcher tells npm the environment's place", async (t) => {
    const sandbox = new Sandbox(t);
    const { npm } = await sandbox.create("env");
    const bare = sandbox.run(sandbox.join("env/bin/node"), [
      `${npm}/bin/npm-cli.js`,
      "prefix",
      "-g",
    ]);
    assert.notEqual(bare.stdout.trim(), sandbox.join("env/npm"));
    const launched = sandbox.run(sandbox.join("env/bin/npm"), ["prefix", "-g"]);
    assert.equal(launched.stdout.trim(), sandbox.join("env/npm"));
  });

  it("follows a base that is upgraded in place", async (t) => {
    const sandbox = new Sandbox(t);
    const base = sandbox.fakeNode();
    await sandbox.create("env", {}, sandbox.machine({ execPath: base }));
    writeFileSync(base, "#!/bin/sh\necho v99.0.0\n");
    assert.equal(sandbox.run(sandbox.join("env/bin/node"), ["--version"]).stdout, "v99.0.0\n");
  });

  it("is replaced by no other when it is gone; --upgrade repairs and keeps packages", async (t) => {
    const sandbox = new Sandbox(t);
    const base = sandbox.fakeNode();
    await sandbox.create("env", {}, sandbox.machine({ execPath: base }));
    sandbox.write("env/npm/lib/node_modules/pkg/index.js", "installed\n");
    renameSync(sandbox.join("base"), sandbox.join("gone"));

    const launched = sandbox.run(sandbox.join("env/bin/npm"), ["--version"]);
    assert.equal(launched.status, 127);
    assert.match(launched.stderr, /is gone[\s\S]*mkweb venv --upgrade/);
    for (const { shell, line } of sourcing(sandbox.join("env"))) {
      const program = which(shell);
      if (program === undefined) continue;
      const run = sandbox.run(program, ["-c", `${line}; echo "[$MKWEB_VENV]"`]);
      assert.match(run.stdout + run.stderr, /is gone[\s\S]*mkweb venv --upgrade/, shell);
      assert.doesNotMatch(run.stdout, /\[\/.*env/, shell);
    }

    await sandbox.create("env", { upgrade: true });
    const node = sandbox.run(sandbox.join("env/bin/node"), ["-p", "1"]);
    assert.equal(node.stdout, "1\n");
    assert.ok(lstatSync(sandbox.join("env/npm/lib/node_modules/pkg/index.js")).isFile());
  });

  it("is reported by --info when it is gone", async (t) => {
    const sandbox = new Sandbox(t);
    const base = sandbox.fakeNode();
    await sandbox.create("env", {}, sandbox.machine({ execPath: base }));
    rmSync(sandbox.join("base"), { recursive: true });
    const run = sandbox.mkweb(["venv", "--info", "env"]);
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /problem .*no longer exists .*\(repair: mkweb venv --upgrade /);
  });
});

function sourcing(env: string): readonly { readonly shell: string; readonly line: string }[] {
  const posix = ["bash", "zsh", "dash", "ksh93", "mksh", "yash", "posh"].map((shell) => ({
    shell,
    line: `. ${quoteSh(`${env}/bin/activate`)}`,
  }));
  return [
    ...posix,
    { shell: "fish", line: `source ${quoteFish(`${env}/bin/activate.fish`)}` },
    { shell: "tcsh", line: `setenv MKWEB_VENV; source ${quoteCsh(`${env}/bin/activate.csh`)}` },
  ];
}

/** Environments that something happened to: an archive, a copy of another kind, a disk without programs. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { Sandbox, missing } from "./support.ts";

const shells = ["bash", "dash", "zsh", "ksh", "fish", "tcsh"] as const;

/** Enters an environment; says "entered" if that went well. */
function enter(sandbox: Sandbox, shell: (typeof shells)[number], env: string) {
  const ending = shell === "fish" ? ".fish" : shell === "tcsh" ? ".csh" : "";
  const line = `${shell === "fish" || shell === "tcsh" ? "source" : "."} "${env}/bin/activate${ending}"`;
  const entered = "echo entered";
  // tcsh ends with the status of what it reads, and knows no && behind it.
  return sandbox.run(
    shell,
    shell === "tcsh" ? ["-f", "-c", line] : ["-c", `${line} && ${entered}`],
  );
}

function noexecDisk(t: TestContext): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-noexec-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "noexec", "tmpfs", folder]).status === 0;
  t.after(() => {
    if (mounted) spawnSync("umount", [folder]);
    rmSync(folder, { recursive: true });
  });
  return mounted ? folder : undefined;
}

describe("a damaged environment", () => {
  for (const shell of shells) {
    it(
      `whose launcher lost its permission is not entered by ${shell}`,
      { skip: missing(shell) },
      async (t) => {
        const sandbox = new Sandbox(t);
        await sandbox.create("env");
        chmodSync(sandbox.join("env/libexec/launch"), 0o644);
        const { status, stdout, stderr } = enter(sandbox, shell, sandbox.join("env"));
        assert.notEqual(status, 0);
        assert.doesNotMatch(stdout, /entered/);
        assert.match(
          stdout + stderr,
          /activate: .*\/env\/bin\/npm cannot be run, so npm would be another's\n.*noexec.*\n.*mkweb venv --upgrade .*\/env/,
        );
      },
    );
  }

  it("whose launcher lost its permission is described and repaired", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    chmodSync(sandbox.join("env/libexec/launch"), 0o644);
    const problem =
      /problem .*libexec\/launch is not executable, perhaps because of an archive.*repair: mkweb venv --upgrade/;
    assert.match(sandbox.mkweb(["venv", "--info", "env"]).stdout, problem);
    assert.equal(sandbox.mkweb(["venv", "--upgrade", "env"]).status, 0);
    assert.doesNotMatch(sandbox.mkweb(["venv", "--info", "env"]).stdout, /problem/);
    assert.match(enter(sandbox, "bash", sandbox.join("env")).stdout, /entered/);
  });

  it("copied with its links followed is described and repaired, with what is installed", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    const install = ["install", "-g", "--offline", "--install-links", "--no-audit", "--no-fund"];
    const body = 'console.log(require("node:fs").existsSync(__dirname + "/package.json"));';
    const npm = sandbox.run(sandbox.join("env/bin/npm"), [...install, sandbox.tool("looks", body)]);
    assert.equal(npm.status, 0, npm.stderr);
    assert.equal(sandbox.run("cp", ["-rL", sandbox.join("env"), sandbox.join("copy")]).status, 0);
    assert.equal(sandbox.run(sandbox.join("copy/bin/looks"), []).stdout, "false\n");

    assert.match(
      sandbox.mkweb(["venv", "--info", "copy"]).stdout,
      /problem .*copied with its links followed/,
    );
    const upgrade = sandbox.mkweb(["venv", "--upgrade", "copy"]);
    assert.equal(upgrade.status, 0, upgrade.stderr);
    assert.doesNotMatch(sandbox.mkweb(["venv", "--info", "copy"]).stdout, /problem/);
    assert.equal(sandbox.run(sandbox.join("copy/bin/looks"), []).stdout, "true\n");
    assert.equal(
      readlinkSync(sandbox.join("copy/npm/bin/looks")),
      "../lib/node_modules/looks/cli.js",
    );
    assert.ok(lstatSync(sandbox.join("copy/bin/npm")).isSymbolicLink());
  });

  it("is neither made nor entered on a disk that allows no programs", async (t) => {
    const sandbox = new Sandbox(t);
    const disk = noexecDisk(t);
    if (disk === undefined) return t.skip("this user may mount no disk");
    await assert.rejects(sandbox.create(`${disk}/new`), {
      code: "MKWEB_VENV_WRITE",
      message: `${disk}/new is on a disk that forbids programs (noexec), so npm could not be run there. Nothing was left.`,
    });
    assert.ok(!existsSync(`${disk}/new`));

    await sandbox.create("env");
    sandbox.run("cp", ["-r", sandbox.join("env"), `${disk}/env`]);
    const { stdout, stderr } = enter(sandbox, "bash", `${disk}/env`);
    assert.doesNotMatch(stdout, /entered/);
    assert.match(stderr, /cannot be run/);
    assert.match(
      sandbox.mkweb(["venv", "--info", `${disk}/env`]).stdout,
      /problem .*forbids programs \(noexec\)/,
    );
  });

  it("that came with a repository has a Node that is not run", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    mkdirSync(sandbox.join("env/.git"));
    sandbox.run("rm", [sandbox.join("env/bin/node")]);
    sandbox.write(
      "env/bin/node",
      `#!/bin/sh\ntouch "${sandbox.join("ran")}"\necho v24.0.0\n`,
      0o755,
    );
    const { stdout } = sandbox.mkweb(["venv", "--info", "env"]);
    assert.match(stdout, /problem .*bin\/node was not installed by mkweb, so it was not run/);
    assert.ok(!existsSync(sandbox.join("ran")));
  });
});

it("zsh that takes itself for csh enters and leaves", { skip: missing("zsh") }, async (t) => {
  const sandbox = new Sandbox(t);
  await sandbox.create("e (x) [a]*");
  const script = `emulate csh; PS1='% '; . "${sandbox.join("e (x) [a]*/bin/activate")}"; echo "$MKWEB_VENV|$PS1"; command -v npm; deactivate; echo "\${MKWEB_VENV-none}|$PS1"`;
  const { stdout, stderr } = sandbox.run("zsh", ["-f", "-c", script]);
  assert.equal(stderr, "");
  const env = sandbox.join("e (x) [a]*");
  assert.equal(stdout, `${env}|(e (x) [a]*) % \n${env}/bin/npm\nnone|% \n`);
});

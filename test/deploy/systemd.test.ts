/** The systemd units, judged by systemd's own tools. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { deployed } from "./support.ts";

const noSystemd =
  spawnSync("systemd-analyze", ["--version"]).status !== 0 &&
  "there is no systemd-analyze (Debian: systemd)";

describe("systemd units", { skip: noSystemd }, () => {
  for (const words of [[], ["--database", "postgresql", "--with-redis", "--user", "www"]]) {
    it(`are right in every word: deploy systemd ${words.join(" ")}`, async (t) => {
      const folder = await units(t, ...words);
      const { status, stderr } = analyze(folder, "verify", "site.service", "site.socket");
      // The program that is named need not be on the machine that judges.
      const lines = stderr.split("\n").filter((line) => !/\/usr\/bin\/node is not exec/.test(line));
      assert.equal(lines.join("\n").trim(), "");
      if (lines.join("\n") === stderr) assert.equal(status, 0);
    });
  }

  it("are judged by a tool that finds a word misspelt", async (t) => {
    const site = await deployed(t, "systemd");
    const unit = await site.read("deploy/site.service");
    await site.write("deploy/site.service", unit.replace("KillMode=mixed", "KillMode=mixt"));
    const folder = join(site.path, "deploy");
    assert.match(analyze(folder, "verify", "site.service", "site.socket").stderr, /mixt/);
  });

  it("leave the service little that it could harm: an exposure of 2 of 10 at most", async (t) => {
    const folder = await units(t);
    const judged = ["--offline=true", "--threshold=20", "site.service"];
    const { status, stdout } = analyze(folder, "security", ...judged);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /Overall exposure level for site\.service: [01]\.\d OK/);
  });

  it("give the server longer to stop than it takes itself, and let V8 compile", async (t) => {
    const site = await deployed(t, "systemd");
    const unit = await site.read("deploy/site.service");
    const { stdout } = await site.manage("diffsettings", "--all");
    const shutdown = Number(/SHUTDOWN_TIMEOUT = (\d+)/.exec(stdout)?.[1]);
    assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) > shutdown);
    assert.match(unit, /^MemoryDenyWriteExecute=no$/m);
    assert.match(unit, /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
  });
});

async function units(t: TestContext, ...words: readonly string[]): Promise<string> {
  const site = await deployed(t, "systemd", ...words);
  return join(site.path, "deploy");
}

function analyze(cwd: string, verb: string, ...words: readonly string[]) {
  const files = words.map((word) => (word.startsWith("-") ? word : `./${word}`));
  const env = { ...process.env, SYSTEMD_COLORS: "0", SYSTEMD_EMOJI: "0", COLUMNS: "200" };
  return spawnSync("systemd-analyze", ["--no-pager", verb, ...files], {
    cwd,
    env,
    encoding: "utf8",
  });
}

/** Nodes of the registry, the store, and the npm that goes with them. No network: the registry is ours. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { MkwebError } from "../../src/errors.ts";
import { asNobody, noOtherUser } from "./other-user.ts";
import { mkwebProgram, Sandbox } from "./support.ts";
import { Registry } from "./registry.ts";

const linux = { platform: "linux", arch: process.arch, musl: false } as const;
const skip = process.platform !== "linux" && "the registry of these tests has Nodes for Linux";

const refusedWith = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof MkwebError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, words);
  return true;
};

describe("mkweb venv --node", { skip }, () => {
  it("puts that Node into the environment, and a second one costs neither space nor network", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    registry.addNode("24.9.0");
    registry.addNode("26.0.0");
    const machine = registry.machine(linux);
    const first = await sandbox.create("one", { node: "24" }, machine);
    assert.equal(first.record.node.version, "24.9.0");
    assert.equal(first.source, "registry");
    const asked = registry.requests.length;
    const second = await sandbox.create("two", { node: "24" }, machine);
    assert.equal(second.source, "store");
    assert.equal(registry.requests.length, asked);

    const inode = (name: string) => statSync(sandbox.join(name, "bin/node")).ino;
    assert.equal(inode("one"), inode("two"));
    rmSync(sandbox.join("home/.local/share/mkweb"), { recursive: true });
    const env = { ...sandbox.env, PATH: "/usr/bin:/bin" };
    assert.equal(
      sandbox.run(sandbox.join("one/bin/node"), ["--version"], { env }).stdout,
      "v24.9.0\n",
    );
    assert.deepEqual(readdirSync(sandbox.path).sort(), ["home", "one", "registry", "two"]);
  });

  it("takes versions from their left, latest and lts", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("22.18.0", { date: "2025-07-01" });
    registry.addNode("22.19.1", { date: "2025-09-01" });
    registry.addNode("24.11.0", { date: "2025-10-28" });
    registry.addNode("25.2.0", { date: "2025-11-20" });
    registry.addNode("26.10.0", { date: "2026-09-23" });
    const machine = registry.machine(linux);
    const versionFor = async (node: string) =>
      (await sandbox.create(`env-${node}`, { node }, machine)).record.node.version;
    assert.equal(await versionFor("22.18"), "22.18.0");
    assert.equal(await versionFor("v22"), "22.18.0", "from the store");
    assert.equal(await versionFor("22.19.1"), "22.19.1");
    assert.equal(await versionFor("lts"), "24.11.0");
    assert.equal(await versionFor("latest"), "26.10.0");
  });

  it("asks the registry for a newer one with --upgrade, and keeps what it has when that cannot be reached", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    const machine = registry.machine(linux);
    await sandbox.create("env", { node: "24" }, machine);
    registry.addNode("24.2.0");
    sandbox.write("env/npm/lib/node_modules/pkg/index.js", "installed\n");
    rmSync(sandbox.join("home/.npm"), { recursive: true, force: true });
    const same = await sandbox.create("env", {}, machine);
    assert.equal(same.record.node.version, "24.1.0");
    assert.equal(same.record.node.wanted, "24");
    const renewed = await sandbox.create("env", { node: "24", upgrade: true }, machine);
    assert.equal(renewed.record.node.version, "24.2.0");
    assert.ok(existsSync(sandbox.join("env/npm/lib/node_modules/pkg/index.js")));
    const offline = {
      ...machine,
      env: { ...machine.env, npm_config_registry: "http://127.0.0.1:9" },
    };
    const kept = await sandbox.create("env", { node: "24", upgrade: true }, offline);
    assert.equal(kept.record.node.version, "24.2.0");
  });

  it("takes away what a run left that was killed when its Node was in place already", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    await sandbox.create("one", { node: "24" }, registry.machine(linux));
    const store = sandbox.join("home/.local/share/mkweb/node");
    const computer = hostname().replaceAll(/\W/g, "").slice(0, 32);
    const ended = spawnSync(process.execPath, ["-e", "0"]).pid;
    mkdirSync(join(store, `.mkweb-venv-${computer}-${ended}-left`));

    await sandbox.create("two", { node: "24" }, registry.machine(linux));

    assert.deepEqual(readdirSync(store), [`v24.1.0-linux-${process.arch}`]);
  });

  it("first use by several processes at once leaves one store entry and nothing else", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    const runs = await Promise.all(
      ["a", "b", "c"].map((name) =>
        sandbox.start(process.execPath, [mkwebProgram, "venv", "--node", "24", name], {
          env: registry.env,
        }),
      ),
    );
    for (const { status, stderr } of runs) assert.equal(status, 0, stderr);
    const store = sandbox.join("home/.local/share/mkweb/node");
    assert.deepEqual(readdirSync(store), [`v24.1.0-linux-${process.arch}`]);
    assert.deepEqual(readdirSync(join(store, `v24.1.0-linux-${process.arch}`)).sort(), [
      "LICENSE",
      "node",
      "origin.json",
    ]);
  });

  it(
    "copies where it cannot link",
    { skip: !existsSync("/dev/shm") && "no second file system" },
    async (t) => {
      const sandbox = new Sandbox(t);
      const registry = await Registry.start(t, sandbox);
      registry.addNode("24.1.0");
      const elsewhere = mkdtempSync("/dev/shm/mkweb-venv-test-");
      t.after(() => rmSync(elsewhere, { recursive: true }));
      if (statSync(elsewhere).dev === statSync(sandbox.path).dev) return t.skip("one file system");
      const machine = registry.machine(linux);
      const env = { ...machine.env, MKWEB_HOME: elsewhere };
      const venv = await sandbox.create("env", { node: "24" }, { ...machine, env });
      assert.equal(venv.record.node.kind, "copy");
      assert.equal(sandbox.run(sandbox.join("env/bin/node"), ["--version"]).stdout, "v24.1.0\n");
      return undefined;
    },
  );

  it(
    "copies another user's Node, which protected hard links do not let it link",
    { skip: noOtherUser },
    async (t) => {
      const sandbox = new Sandbox(t);
      const protectedLinks = readFileSync("/proc/sys/fs/protected_hardlinks", "utf8").trim();
      if (protectedLinks !== "1") return t.skip("fs.protected_hardlinks is off");
      const base = sandbox.fakeNode();
      sandbox.run("chmod", ["-R", "a+rX", sandbox.path]);
      sandbox.write("open/.keep", "");
      sandbox.run("chmod", ["777", sandbox.join("open")]);
      const line = `exec '${process.execPath}' --input-type=module -e '
      import { placeFile } from "${new URL("../../src/venv/interpreter.ts", import.meta.url).href}";
      console.log(placeFile("${base}", "${sandbox.join("open/node")}"));'`;
      const run = sandbox.run("setpriv", [...asNobody, "sh", "-c", line]);
      assert.equal(run.stdout.trim(), "copy", run.stderr);
      return undefined;
    },
  );

  it("brings an npm that runs on that Node when the base's does not", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("16.20.0");
    const cli = { "bin/npm-cli.js": 'console.log("npm of old");\n' };
    registry.add("npm", "8.19.4", cli, { manifest: { engines: { node: ">=12" } } });
    registry.add("npm", "9.9.4", cli, { manifest: { engines: { node: ">=14.17" } } });
    registry.add("npm", "11.0.0", cli, { manifest: { engines: { node: ">=20.17" } } });
    const machine = registry.machine(linux);
    await sandbox.create("one", { node: "16" }, machine);
    assert.equal(sandbox.run(sandbox.join("one/bin/npm"), ["--version"]).stdout, "npm of old\n");
    const npm = JSON.parse(
      readFileSync(sandbox.join("one/npm/lib/node_modules/npm/package.json"), "utf8"),
    );
    assert.equal(npm.version, "9.9.4");
    const asked = registry.requests.length;
    await sandbox.create("two", { node: "16" }, machine);
    assert.equal(registry.requests.length, asked, "the npm comes from the store as well");
  });

  it("says in one line that there is no such version, and creates nothing", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0", { date: "2025-05-06" });
    const machine = registry.machine(linux);
    const before = readdirSync(sandbox.path);
    await assert.rejects(
      sandbox.create("env", { node: "99" }, machine),
      refusedWith("MKWEB_VENV_NODE_VERSION", /no Node 99/),
    );
    await assert.rejects(
      sandbox.create("env", { node: "lts" }, machine),
      refusedWith("MKWEB_VENV_NODE_VERSION", /no Node lts/),
    );
    await assert.rejects(
      sandbox.create("env", { node: "24.x; rm" }, machine),
      refusedWith("MKWEB_VENV_NODE_VERSION", /not a version of Node/),
    );
    assert.deepEqual(readdirSync(sandbox.path), before);
  });

  it("says so when the registry cannot be reached, and when npm is told to stay offline", async (t) => {
    const sandbox = new Sandbox(t);
    const machine = sandbox.machine(linux);
    const nowhere = { npm_config_registry: "http://127.0.0.1:9", npm_config_fetch_retries: "0" };
    for (const settings of [nowhere, { npm_config_offline: "true" }]) {
      await assert.rejects(
        sandbox.create("env", { node: "23" }, { ...machine, env: { ...machine.env, ...settings } }),
        refusedWith("MKWEB_VENV_REGISTRY", /Nothing was written/),
      );
    }
    assert.ok(!existsSync(sandbox.join("env")));
  });

  it("refuses before downloading where the registry has no Node", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    for (const system of [{ musl: true }, { arch: "riscv64" }, { platform: "freebsd" } as const]) {
      await assert.rejects(
        sandbox.create("env", { node: "24" }, registry.machine({ ...linux, ...system })),
        refusedWith("MKWEB_VENV_NODE_PLATFORM", /musl|riscv64|freebsd/),
      );
    }
    assert.deepEqual(registry.requests, []);
  });

  it("keeps nothing whose integrity hash is not the registry's", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0", { tampered: true });
    await assert.rejects(
      sandbox.create("env", { node: "24" }, registry.machine(linux)),
      refusedWith("MKWEB_VENV_REGISTRY", /EINTEGRITY/),
    );
    assert.ok(!existsSync(sandbox.join("env")));
    assert.deepEqual(readdirSync(sandbox.join("home/.local/share/mkweb/node")), []);
  });

  it("keeps no Node that does not run, or is another version than it claims", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0", { says: "23.0.0" });
    await assert.rejects(
      sandbox.create("env", { node: "24" }, registry.machine(linux)),
      refusedWith("MKWEB_VENV_NODE_BROKEN", /it says it is 23\.0\.0/),
    );
    assert.deepEqual(readdirSync(sandbox.join("home/.local/share/mkweb/node")), []);
  });

  it("uses the registry of the user's ~/.npmrc, with install scripts off", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    sandbox.write(
      "home/.npmrc",
      `registry=${registry.url}\nignore-scripts=true\nprefix=/nowhere\n`,
    );
    const venv = await sandbox.create("env", { node: "24" }, sandbox.machine(linux));
    assert.equal(venv.record.node.version, "24.1.0");
  });

  it("tells that and where it fetches, in --dry-run only that it would", async (t) => {
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    const args = [mkwebProgram, "venv", "--node", "24", "env"];
    const dry = await sandbox.start(process.execPath, [...args, "--dry-run"], {
      env: registry.env,
    });
    assert.match(dry.stdout, /Node 24\.1\.0, to be downloaded/);
    assert.ok(!existsSync(sandbox.join("home/.local")));
    const run = await sandbox.start(process.execPath, args, { env: registry.env });
    assert.match(run.stderr, /^Fetching Node 24\.1\.0 from npm's registry\n/);
  });
});

/** Packages stay inside, and commands run with or without activation. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { Sandbox, type RunOptions } from "./support.ts";

/** One environment for all tests here: npm is slow, and none of them depends on another's packages. */
describe("packages of an environment", () => {
  const sandbox = new Sandbox();
  const env = sandbox.join("env");
  const bin = (name: string) => `${env}/bin/${name}`;
  const npm = (args: readonly string[], options: RunOptions = {}) =>
    sandbox.run(bin("npm"), [...args, "--no-audit", "--no-fund", "--offline"], options);
  /** A line in a bash that has entered the environment. */
  const entered = (line: string) =>
    sandbox.run("bash", ["-c", `source "${env}/bin/activate" && { ${line}; }`]);
  const ok = ({ status, stdout, stderr }: ReturnType<typeof npm>): string => {
    assert.equal(status, 0, stdout + stderr);
    return stdout.trim();
  };

  before(async () => {
    await sandbox.create("env");
    ok(npm(["install", "-g", sandbox.tool("greet"), "--install-links"]));
  });
  after(() => sandbox.remove());

  it("are where npm says its global places are", () => {
    const out = ok(entered("npm root -g; npm prefix -g; npm ls -g --parseable"));
    assert.deepEqual(out.split("\n").slice(0, 3), [
      `${env}/npm/lib/node_modules`,
      `${env}/npm`,
      `${env}/npm/lib`,
    ]);
  });

  it("are there without activation too, with an empty environment", () => {
    const run = sandbox.run("env", ["-i", `HOME=${sandbox.home}`, bin("npm"), "prefix", "-g"]);
    assert.equal(ok(run), `${env}/npm`);
  });

  it("bring their command at once with install -g, and take it along with rm -g", () => {
    const tool = sandbox.tool("fresh");
    const out = ok(
      entered(
        `npm i -g --offline --install-links ${tool} >/dev/null && fresh a && npm rm -g fresh >/dev/null`,
      ),
    );
    assert.match(out, /,"a"\]$/);
    assert.ok(!existsSync(bin("fresh")));
  });

  it("are linked and unlinked by npm link and npm unlink, without -g", () => {
    const tool = sandbox.tool("linked");
    ok(npm(["link"], { cwd: tool }));
    assert.match(ok(sandbox.run(bin("linked"), ["x"])), /"x"\]$/);
    ok(npm(["unlink", "-g", "linked"], { cwd: tool }));
    assert.ok(!existsSync(bin("linked")));
  });

  it("stay inside whatever prefix ~/.npmrc or a project's .npmrc names", () => {
    sandbox.write("home/.npmrc", "prefix=/nowhere\n");
    sandbox.write("project/.npmrc", "prefix=/nowhere/else\n");
    sandbox.write("project/package.json", "{}");
    const run = npm(["prefix", "-g"], { cwd: sandbox.join("project") });
    rmSync(sandbox.join("home/.npmrc"));
    assert.equal(ok(run), `${env}/npm`);
  });

  it("stay inside whatever both spellings of npm's variable, PREFIX and DESTDIR say", () => {
    for (const order of [
      { NPM_CONFIG_PREFIX: "/a", npm_config_prefix: "/b", PREFIX: "/c", DESTDIR: "/d" },
      { npm_config_prefix: "/b", NPM_CONFIG_PREFIX: "/a", NPM_CONFIG_GLOBALCONFIG: "/e" },
    ]) {
      assert.equal(ok(npm(["prefix", "-g"], { env: { ...sandbox.env, ...order } })), `${env}/npm`);
    }
  });

  it("the machine's own npm settings are carried over, all but the prefix", async () => {
    const base = sandbox.fakeNode();
    sandbox.write(
      "base/etc/npmrc",
      "registry=https://npm.example/\nprefix=/nowhere\ncafile=/ca.pem\n",
    );
    await sandbox.create("carried", {}, sandbox.machine({ execPath: base }));
    const npmrc = () => readFileSync(sandbox.join("carried/npm/etc/npmrc"), "utf8");
    assert.match(npmrc(), /^registry=https:\/\/npm\.example\/\ncafile=\/ca\.pem$/m);
    assert.doesNotMatch(npmrc(), /prefix=/);

    sandbox.write("base/etc/npmrc", "registry=https://new.example/\n");
    await sandbox.create("carried", { upgrade: true }, sandbox.machine({ execPath: base }));
    assert.match(npmrc(), /new\.example/, "what nobody edited follows the machine");

    sandbox.write("carried/npm/etc/npmrc", "registry=https://mine.example/\n");
    await sandbox.create("carried", { upgrade: true }, sandbox.machine({ execPath: base }));
    assert.equal(npmrc(), "registry=https://mine.example/\n", "what somebody edited stays");
  });

  it("npm reads them from there", () => {
    sandbox.write("env/npm/etc/npmrc", "init-author-name=from-the-machine\n", 0o600);
    assert.equal(ok(npm(["config", "get", "init-author-name"])), "from-the-machine");
  });

  it("the cache and the logins of ~/.npmrc are shared", () => {
    sandbox.write("home/.npmrc", "init-license=SHARED\n");
    const out = ok(npm(["config", "get", "cache"])) + ok(npm(["config", "get", "init-license"]));
    rmSync(sandbox.join("home/.npmrc"));
    assert.equal(out, `${sandbox.home}/.npmSHARED`);
  });

  it("the base's global packages are not the environment's", () => {
    assert.equal(ok(npm(["ls", "-g", "--parseable"])).split("\n").length, 2, "itself and greet");
  });

  it("NODE_PATH is not set", () => {
    assert.equal(ok(entered('echo "[${NODE_PATH-}]"')), "[]");
  });

  it("npx finds what is installed, without the network", () => {
    const run = sandbox.run(bin("npx"), ["--offline", "--no-install", "greet", "hello"]);
    assert.match(ok(run), /"hello"\]$/);
  });

  it("npm install -g npm changes the environment's npm only", () => {
    const base = ok(sandbox.run("npm", ["--version"]));
    sandbox.write(
      "tools/npm/bin/npm-cli.js",
      "#!/usr/bin/env node\nconsole.log('99.0.0');\n",
      0o755,
    );
    sandbox.write("tools/npm/bin/npx-cli.js", "#!/usr/bin/env node\n", 0o755);
    sandbox.write(
      "tools/npm/package.json",
      '{"name":"npm","version":"99.0.0","bin":{"npm":"bin/npm-cli.js","npx":"bin/npx-cli.js"}}',
    );
    ok(npm(["install", "-g", sandbox.join("tools/npm"), "--install-links"]));
    assert.equal(ok(sandbox.run(bin("npm"), ["--version"])), "99.0.0");
    assert.equal(ok(sandbox.run("npm", ["--version"])), base);
    rmSync(`${env}/npm/lib/node_modules/npm`, { recursive: true });
    rmSync(`${env}/npm/bin/npm`);
    rmSync(`${env}/npm/bin/npx`);
    assert.equal(ok(npm(["--version"])), base);
  });

  it("corepack enable writes into the environment", async () => {
    const base = sandbox.fakeNode();
    const script =
      'require("fs").writeFileSync(process.argv[4] + "/yarn", "#!/bin/sh\\necho yarn\\n", { mode: 0o755 });\n';
    sandbox.write("base/lib/node_modules/corepack/dist/corepack.js", script);
    await sandbox.create("packed", {}, sandbox.machine({ execPath: base }));
    rmSync(sandbox.join("packed/bin/node"));
    symlinkSync(process.execPath, sandbox.join("packed/bin/node"));
    ok(sandbox.run(sandbox.join("packed/bin/corepack"), ["enable"]));
    assert.equal(ok(sandbox.run(sandbox.join("packed/bin/yarn"), [])), "yarn");
    assert.ok(existsSync(sandbox.join("packed/npm/bin/yarn")));
  });

  it("pnpm and yarn are given places inside the environment", () => {
    const body = (names: string) =>
      `console.log(JSON.stringify(${names}.map((name) => process.env[name])), process.env.PATH.split(":").includes(${JSON.stringify(`${env}/npm/bin`)}))`;
    const pnpm = sandbox.tool(
      "pnpm",
      body('["PNPM_HOME", "npm_config_global_dir", "npm_config_global_bin_dir"]'),
    );
    const yarn = sandbox.tool("yarn", body('["YARN_PREFIX", "YARN_GLOBAL_FOLDER"]'));
    ok(npm(["install", "-g", pnpm, yarn, "--install-links"]));
    const inside = (...names: string[]) =>
      JSON.stringify(names.map((name) => `${env}/npm/${name}`));
    assert.equal(
      ok(sandbox.run(bin("pnpm"), ["add", "-g", "x"])),
      `${inside("", "lib/pnpm", "bin").replace("npm/", "npm")} true`,
    );
    assert.equal(ok(sandbox.run(bin("pnpm"), ["add", "x"])), "[null,null,null] false");
    assert.equal(
      ok(sandbox.run(bin("yarn"), [])),
      `${inside("", "lib/yarn").replace("npm/", "npm")} false`,
    );
  });

  it("a command runs with the environment's Node, and so do its children", () => {
    const script =
      'console.log(require("child_process").execSync("command -v node; command -v npm").toString())';
    const tool = sandbox.tool("parent", script);
    ok(npm(["install", "-g", tool, "--install-links"]));
    const run = sandbox.run(bin("parent"), [], { env: { PATH: "/usr/bin:/bin" } });
    assert.deepEqual(ok(run).split("\n"), [bin("node"), bin("npm")]);
  });

  it("with an empty environment", () => {
    assert.match(ok(sandbox.run("env", ["-i", bin("greet"), "x"])), /"x"\]$/);
  });

  it("with PATH alone", () => {
    const PATH = `${env}/bin:/usr/bin:/bin`;
    assert.match(ok(sandbox.run("sh", ["-c", "greet x"], { env: { PATH } })), /"x"\]$/);
  });

  it("through a link elsewhere, under another name too, relative or absolute", () => {
    mkdirSync(sandbox.join("home/bin"), { recursive: true });
    symlinkSync(bin("greet"), sandbox.join("home/bin/hi"));
    symlinkSync("hi", sandbox.join("home/bin/hello"));
    for (const name of ["hi", "hello"]) {
      assert.match(ok(sandbox.run(sandbox.join("home/bin", name), ["x"])), /"x"\]$/);
    }
  });

  it("as the process that was started: its number, its signals, its exit status", async () => {
    const tool = sandbox.tool(
      "status",
      "console.log(process.pid); process.exit(Number(process.argv[2]));",
    );
    ok(npm(["install", "-g", tool, "--install-links"]));
    const run = sandbox.run("sh", ["-c", `"${bin("status")}" 7 & echo $!; wait $!; echo $?`]);
    const [a, b, status] = run.stdout.trim().split("\n");
    assert.equal(a, b);
    assert.equal(status, "7");
  });

  it("says what to do when it is not installed any more", () => {
    symlinkSync("../libexec/launch", bin("vanished"));
    const run = sandbox.run(bin("vanished"), []);
    assert.equal(run.status, 127);
    assert.match(run.stderr, /vanished is not installed in .*\n.*npm install -g/);
    rmSync(bin("vanished"));
  });

  it("gets its arguments unchanged", () => {
    const args = ["a b", "", "--", "-g", "*", "$HOME", "it's", "--x=1 2"];
    const out: unknown = JSON.parse(ok(sandbox.run(bin("greet"), args)));
    assert.ok(Array.isArray(out));
    assert.deepEqual(out.slice(1), args);
  });

  it("a package's command called node, npm or activate replaces nothing", () => {
    const tool = sandbox.tool("impostor");
    sandbox.write(
      "tools/impostor/package.json",
      '{"name":"impostor","version":"1.0.0","bin":{"node":"cli.js","activate":"cli.js"}}',
    );
    const activate = readFileSync(bin("activate"), "utf8");
    ok(npm(["install", "-g", tool, "--install-links"]));
    assert.equal(readFileSync(bin("activate"), "utf8"), activate);
    assert.equal(ok(sandbox.run(bin("node"), ["-p", "40 + 2"])), "42");
    ok(npm(["rm", "-g", "impostor"]));
    assert.ok(existsSync(bin("node")) && existsSync(bin("activate")));
  });

  it("an environment that was moved keeps working by its commands, and --upgrade writes its new place", async () => {
    await sandbox.create("old");
    ok(
      sandbox.run(sandbox.join("old/bin/npm"), [
        "i",
        "-g",
        "--offline",
        "--install-links",
        sandbox.tool("mover"),
      ]),
    );
    renameSync(sandbox.join("old"), sandbox.join("new"));
    assert.match(ok(sandbox.run(sandbox.join("new/bin/mover"), ["x"])), /"x"\]$/);
    const info = ok(sandbox.mkweb(["venv", "--info", "new"]));
    assert.match(info, /problem .*moved or copied from .*old/);
    ok(sandbox.mkweb(["venv", "--upgrade", "new"]));
    assert.doesNotMatch(ok(sandbox.mkweb(["venv", "--info", "new"])), /problem/);
    const dash = sandbox.run("sh", [
      "-c",
      `. "${sandbox.join("new/bin/activate")}"; command -v mover`,
    ]);
    assert.equal(ok(dash), sandbox.join("new/bin/mover"));
  });
});

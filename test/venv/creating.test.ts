/** Making, repeating, clearing and repairing environments. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { MkwebError } from "../../src/errors.ts";
import { readRecord } from "../../src/venv/record.ts";
import { asNobody, noOtherUser } from "./other-user.ts";
import { missing, mkwebProgram, Sandbox, which } from "./support.ts";

/** What must hold after a refusal. */
async function refused(run: Promise<unknown>, code: string, words: RegExp): Promise<void> {
  await assert.rejects(run, (error) => {
    assert.ok(error instanceof MkwebError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

const leftovers = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes(".mkweb-venv-"),
  );

const notRoot = process.getuid?.() !== 0 && "needs to be run by root";

describe("mkweb venv", () => {
  it("creates the directory and its parents, several at once", (t) => {
    const sandbox = new Sandbox(t);
    const run = sandbox.mkweb(["venv", "one", "deep/er/two"]);
    assert.equal(run.status, 0, run.stderr);
    for (const name of ["one", "deep/er/two"]) {
      assert.ok(existsSync(sandbox.join(name, "bin/activate")), name);
    }
    assert.deepEqual(leftovers(sandbox.path), []);
  });

  it("makes the directory absolute, from the current one", async (t) => {
    const sandbox = new Sandbox(t);
    const venv = await sandbox.create("./x/../env/");
    assert.equal(venv.directory, sandbox.join("env"));
    assert.equal(readRecord(sandbox.join("env"))?.directory, sandbox.join("env"));
  });

  it("uses an existing empty directory, and stays in it", async (t) => {
    const sandbox = new Sandbox(t);
    mkdirSync(sandbox.join("env"));
    const before = statSync(sandbox.join("env")).ino;
    await sandbox.create(".", {}, sandbox.machine({ cwd: sandbox.join("env") }));
    assert.equal(statSync(sandbox.join("env")).ino, before);
    assert.ok(existsSync(sandbox.join("env/bin/activate")));
    assert.deepEqual(leftovers(sandbox.path), []);
  });

  it("refuses a file", (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("env", "mine\n");
    const run = sandbox.mkweb(["venv", "env"]);
    assert.equal(run.status, 1);
    assert.match(run.stderr, /env already exists and is a file.*\[MKWEB_VENV_OCCUPIED\]/);
    assert.doesNotMatch(run.stderr, /^ {4}at /m);
    assert.equal(readFileSync(sandbox.join("env"), "utf8"), "mine\n");
  });

  it("refuses a link to nothing", async (t) => {
    const sandbox = new Sandbox(t);
    symlinkSync("nowhere", sandbox.join("env"));
    await refused(sandbox.create("env"), "MKWEB_VENV_OCCUPIED", /broken link/);
    assert.equal(readlinkSync(sandbox.join("env")), "nowhere");
  });

  it("refuses when a file stands where a directory has to be, and changes nothing", async (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("env/bin", "a file\n");
    await refused(sandbox.create("env", { force: true }), "MKWEB_VENV_CONFLICT", /env\/bin\//);
    assert.deepEqual(readdirSync(sandbox.join("env")), ["bin"]);
  });

  it("says in one line that it may not write", { skip: noOtherUser }, (t) => {
    const sandbox = new Sandbox(t);
    chmodSync(sandbox.path, 0o755);
    const run = runAsNobody(sandbox, `venv ${sandbox.join("env")}`);
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stderr, /Cannot write .*env.*permission denied.*\[MKWEB_VENV_WRITE\]/i);
    assert.doesNotMatch(run.stderr, /^ {4}at /m);
  });

  it("refuses a directory that holds other things, unless forced; then replaces none of them", async (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("env/notes.txt", "mine\n");
    sandbox.write("env/bin/other", "mine too\n");
    await refused(sandbox.create("env"), "MKWEB_VENV_OCCUPIED", /not empty and not an mkweb/);
    assert.deepEqual(readdirSync(sandbox.join("env")).sort(), ["bin", "notes.txt"]);
    await sandbox.create("env", { force: true });
    assert.ok(existsSync(sandbox.join("env/bin/activate")));
    assert.equal(readFileSync(sandbox.join("env/notes.txt"), "utf8"), "mine\n");
    assert.equal(readFileSync(sandbox.join("env/bin/other"), "utf8"), "mine too\n");
  });

  it("does not replace a Python venv's activate, forced or not", async (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("env/bin/activate", "# Python's\n");
    await refused(sandbox.create("env", { force: true }), "MKWEB_VENV_CONFLICT", /bin\/activate/);
    assert.deepEqual(readdirSync(sandbox.join("env")), ["bin"]);
    assert.equal(readFileSync(sandbox.join("env/bin/activate"), "utf8"), "# Python's\n");
  });

  it("can be repeated, and keeps packages and other files", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env", { prompt: "kept" });
    sandbox.write("env/npm/lib/node_modules/pkg/index.js", "installed\n");
    sandbox.write("env/notes.txt", "mine\n");
    const venv = await sandbox.create("env");
    assert.equal(venv.outcome, "upgraded");
    assert.equal(venv.record.prompt, "kept");
    assert.ok(existsSync(sandbox.join("env/npm/lib/node_modules/pkg/index.js")));
    assert.ok(existsSync(sandbox.join("env/notes.txt")));
  });

  it("--clear empties an environment, then creates it", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env", { prompt: "old" });
    sandbox.write("env/npm/lib/node_modules/pkg/index.js", "installed\n");
    const venv = await sandbox.create("env", { clear: true });
    assert.equal(venv.outcome, "cleared");
    assert.equal(venv.record.prompt, "env");
    assert.ok(!existsSync(sandbox.join("env/npm/lib/node_modules/pkg")));
    assert.ok(existsSync(sandbox.join("env/bin/activate")));
    assert.deepEqual(leftovers(sandbox.path), []);
  });

  it("--clear refuses what is not an environment, and deletes nothing", async (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("env/thesis.tex", "years\n");
    for (const force of [false, true]) {
      await refused(
        sandbox.create("env", { clear: true, force }),
        "MKWEB_VENV_NOT_FOUND",
        /not an mkweb environment/,
      );
    }
    assert.equal(readFileSync(sandbox.join("env/thesis.tex"), "utf8"), "years\n");
  });

  it("--upgrade points to the Node of now, rewrites the scripts and keeps packages", async (t) => {
    const sandbox = new Sandbox(t);
    const old = sandbox.fakeNode();
    await sandbox.create("env", {}, sandbox.machine({ execPath: old }));
    writeFileSync(sandbox.join("env/bin/activate"), "spoilt\n");
    sandbox.write("env/npm/lib/node_modules/pkg/index.js", "installed\n");
    const { record } = await sandbox.create("env", { upgrade: true });
    assert.equal(readlinkSync(sandbox.join("env/bin/node")), record.base.node);
    assert.notEqual(record.base.node, old);
    assert.match(readFileSync(sandbox.join("env/bin/activate"), "utf8"), /mkweb venv/);
    assert.ok(existsSync(sandbox.join("env/npm/lib/node_modules/pkg/index.js")));
  });

  it("--upgrade refuses what is missing or no environment", async (t) => {
    const sandbox = new Sandbox(t);
    mkdirSync(sandbox.join("plain"));
    const upgrade = { upgrade: true };
    await refused(sandbox.create("plain", upgrade), "MKWEB_VENV_NOT_FOUND", /--upgrade/);
    await refused(sandbox.create("missing", upgrade), "MKWEB_VENV_NOT_FOUND", /--upgrade/);
    assert.ok(!existsSync(sandbox.join("missing")));
    assert.deepEqual(readdirSync(sandbox.join("plain")), []);
  });

  it("--clear with --upgrade is a usage error", (t) => {
    const sandbox = new Sandbox(t);
    const run = sandbox.mkweb(["venv", "--clear", "--upgrade", "env"]);
    assert.equal(run.status, 2);
    assert.match(run.stderr, /usage: mkweb venv[\s\S]*not allowed with argument --clear/);
    assert.ok(!existsSync(sandbox.join("env")));
  });

  it("--upgrade works twice in a row", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    await sandbox.create("env", { upgrade: true });
    await sandbox.create("env", { upgrade: true });
    assert.ok(lstatSync(sandbox.join("env/bin/npm")).isSymbolicLink());
    assert.equal(sandbox.run(sandbox.join("env/bin/node"), ["-p", "1"]).stdout, "1\n");
  });

  it("refuses the separator of PATH, and names it", async (t) => {
    const sandbox = new Sandbox(t);
    await refused(sandbox.create("a:b"), "MKWEB_VENV_NAME", /":" separates/);
    assert.deepEqual(readdirSync(sandbox.path), ["home"]);
  });

  it("refuses newlines and other control characters", async (t) => {
    const sandbox = new Sandbox(t);
    await refused(sandbox.create("a\nb"), "MKWEB_VENV_NAME", /control character/);
    await refused(sandbox.create("a\u001b[31mb"), "MKWEB_VENV_NAME", /control character/);
    assert.deepEqual(readdirSync(sandbox.path), ["home"]);
  });

  it("keeps npm inside a directory called ${HOME}", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("a${HOME}b");
    const run = sandbox.run(sandbox.join("a${HOME}b/bin/npm"), ["prefix", "-g"]);
    assert.equal(run.stdout.trim(), sandbox.join("a${HOME}b/npm"), run.stderr);
  });

  it("makes one working environment when several processes make it at once", async (t) => {
    const sandbox = new Sandbox(t);
    const runs = await Promise.all(
      [1, 2, 3].map(() => sandbox.start(process.execPath, [mkwebProgram, "venv", "env"])),
    );
    assert.deepEqual(
      runs.map(({ status }) => status),
      [0, 0, 0],
      runs.map(({ stderr }) => stderr).join("\n"),
    );
    assert.deepEqual(leftovers(sandbox.path), []);
    assert.equal(sandbox.run(sandbox.join("env/bin/node"), ["-p", "1"]).stdout, "1\n");
    assert.ok(readRecord(sandbox.join("env")));
  });

  it("leaves nothing when it fails half way", async (t) => {
    const sandbox = new Sandbox(t);
    const machine = sandbox.machine();
    // The base's npm settings turn out to be a directory: reading them fails after staging began.
    const base = sandbox.fakeNode();
    mkdirSync(sandbox.join("base/etc/npmrc"), { recursive: true });
    await assert.rejects(sandbox.create("new/er/env", {}, { ...machine, execPath: base }));
    assert.deepEqual(readdirSync(sandbox.path).sort(), ["base", "home"]);
    mkdirSync(sandbox.join("there"));
    await assert.rejects(sandbox.create("there", {}, { ...machine, execPath: base }));
    assert.deepEqual(readdirSync(sandbox.join("there")), []);
  });

  it("leaves nothing when it is interrupted", async (t) => {
    const sandbox = new Sandbox(t);
    const signal = AbortSignal.abort();
    await refused(
      sandbox.create("env", {}, sandbox.machine({ signal })),
      "MKWEB_INTERRUPTED",
      /Nothing was written/,
    );
    assert.deepEqual(readdirSync(sandbox.path), ["home"]);
  });

  it("works in a path longer than a script's first line may be", async (t) => {
    const sandbox = new Sandbox(t);
    const deep = Array.from({ length: 20 }, () => "a-rather-long-name").join("/");
    const { directory } = await sandbox.create(`${deep}/env`);
    const run = sandbox.run(join(directory, "bin/npm"), ["prefix", "-g"]);
    assert.equal(run.stdout.trim(), join(directory, "npm"), run.stderr);
  });

  it("needs no network", { skip: missing("unshare") || notRoot }, (t) => {
    const sandbox = new Sandbox(t);
    const run = sandbox.run("unshare", ["-n", process.execPath, mkwebProgram, "venv", "env"]);
    if (/unshare failed/.test(run.stderr))
      return t.skip("this machine allows no network namespaces");
    assert.equal(run.status, 0, run.stderr);
    return undefined;
  });

  const hostile = {
    NPM_CONFIG_PREFIX: "/nowhere/1",
    npm_config_prefix: "/nowhere/2",
    npm_config_globalconfig: "/nowhere/npmrc",
    PREFIX: "/nowhere/3",
    DESTDIR: "/nowhere/4",
  };

  it("ignores npm settings in the environment and in ~/.npmrc", (t) => {
    const sandbox = new Sandbox(t);
    sandbox.write("home/.npmrc", "prefix=/nowhere/5\n");
    const env = { ...sandbox.env, ...hostile };
    const made = sandbox.mkweb(["venv", "env"], { env });
    assert.equal(made.status, 0, made.stderr);
    const run = sandbox.run(sandbox.join("env/bin/npm"), ["prefix", "-g"], { env });
    assert.equal(run.stdout.trim(), sandbox.join("env/npm"), run.stderr);
  });

  it(
    "makes the same under npm run and npx as from a plain shell",
    { skip: missing("npm") },
    (t) => {
      const sandbox = new Sandbox(t);
      const command = `node -e "" && ${JSON.stringify(process.execPath)} ${JSON.stringify(mkwebProgram)} venv`;
      sandbox.write("package.json", JSON.stringify({ scripts: { make: `${command} run` } }));
      assert.equal(sandbox.mkweb(["venv", "plain"]).status, 0);
      const run = sandbox.run("npm", ["run", "make"]);
      assert.equal(run.status, 0, run.stderr);
      const exec = sandbox.run("npm", ["exec", "-c", `${command} exec`]);
      assert.equal(exec.status, 0, exec.stderr);
      const base = (name: string) => readRecord(sandbox.join(name))?.base;
      assert.deepEqual(base("run"), base("plain"));
      assert.deepEqual(base("exec"), base("plain"));
    },
  );

  it("uses the base of the environment that it is called in", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("outer");
    const env = { ...sandbox.env, PATH: `${sandbox.join("outer/bin")}:${sandbox.env["PATH"]}` };
    const run = sandbox.run(sandbox.join("outer/bin/node"), [mkwebProgram, "venv", "inner"], {
      env,
    });
    if (!process.features.typescript && run.status !== 0) t.skip("the base cannot run TypeScript");
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(
      readRecord(sandbox.join("inner"))?.base,
      readRecord(sandbox.join("outer"))?.base,
    );
  });

  it("uses the machine's Node where that environment has one of its own", async (t) => {
    const sandbox = new Sandbox(t);
    const base = sandbox.fakeNode();
    const { directory } = await sandbox.create(
      "outer",
      { copies: true },
      sandbox.machine({ execPath: base }),
    );
    const inside = sandbox.machine({ execPath: join(directory, "bin/node") });
    const { record } = await sandbox.create("inner", {}, inside);
    assert.equal(record.base.node, base);
  });

  it("never takes one shell's alias, a project's or another environment's link for the base", async (t) => {
    const sandbox = new Sandbox(t);
    const real = sandbox.fakeNode();
    const aliases = ["fnm_multishells/12_34/bin", "project/node_modules/.bin", "other/bin"];
    for (const alias of aliases) {
      mkdirSync(sandbox.join(alias), { recursive: true });
      symlinkSync(real, sandbox.join(alias, "node"));
    }
    sandbox.write("other/mkweb-venv.json", "{}\n");
    const PATH = aliases.map((alias) => sandbox.join(alias)).join(":");
    const machine = sandbox.machine({ execPath: real, env: { ...sandbox.env, PATH } });
    assert.equal((await sandbox.create("env", {}, machine)).record.base.node, real);
  });

  it("prefers the name that stays when the version changes", async (t) => {
    const sandbox = new Sandbox(t);
    const real = sandbox.fakeNode();
    mkdirSync(sandbox.join("opt/bin"), { recursive: true });
    symlinkSync(real, sandbox.join("opt/bin/node"));
    const env = { ...sandbox.env, PATH: sandbox.join("opt/bin") };
    const machine = sandbox.machine({ execPath: real, env });
    const { record } = await sandbox.create("env", {}, machine);
    assert.equal(record.base.node, sandbox.join("opt/bin/node"));
    assert.equal(readlinkSync(sandbox.join("env/bin/node")), sandbox.join("opt/bin/node"));
  });

  it("says so when there is no npm to go with the Node", async (t) => {
    const sandbox = new Sandbox(t);
    const node = sandbox.write("lonely/bin/node", "#!/bin/sh\n", 0o755);
    const machine = sandbox.machine({ execPath: node, env: { ...sandbox.env, PATH: "" } });
    await refused(sandbox.create("env", {}, machine), "MKWEB_VENV_NO_NPM", /lonely.* has no npm/);
    assert.ok(!existsSync(sandbox.join("env")));
  });

  it("records base, version, prompt and command, as JSON whatever the names are", (t) => {
    const sandbox = new Sandbox(t);
    const name = 'say "hi"\\';
    const run = sandbox.mkweb(["venv", "--prompt", 'my "own"', name]);
    assert.equal(run.status, 0, run.stderr);
    const record = readRecord(sandbox.join(name));
    assert.equal(record?.prompt, 'my "own"');
    assert.equal(record?.directory, sandbox.join(name));
    assert.match(record?.node.version ?? "", /^\d+\.\d+\.\d+$/);
    assert.ok(existsSync(record?.base.node ?? ""));
    assert.deepEqual(record?.command, ["mkweb", "venv", "--prompt", 'my "own"', name]);
  });

  it("respects the umask; the launcher may be run, activate not, carried settings are private", (t) => {
    const sandbox = new Sandbox(t);
    const base = sandbox.fakeNode();
    sandbox.write("base/etc/npmrc", "//registry.example/:_authToken=secret\n");
    sandbox.write("make.ts", makeProgram(base));
    const run = sandbox.run("sh", ["-c", `umask 027; "$1" make.ts`, "sh", process.execPath]);
    assert.equal(run.status, 0, run.stderr);
    const mode = (name: string) => (statSync(sandbox.join("env", name)).mode & 0o777).toString(8);
    assert.equal(mode("libexec/launch"), "750");
    assert.equal(mode("bin/activate"), "640");
    assert.equal(mode("npm/etc/npmrc"), "600");
    assert.equal(mode("bin"), "750");
  });

  it(
    "hides the environment from git, and leaves an existing .gitignore alone",
    { skip: missing("git") },
    async (t) => {
      const sandbox = new Sandbox(t);
      assert.equal(sandbox.run("git", ["init", "-q"]).status, 0);
      sandbox.write("home/.keep", "");
      await sandbox.create("env");
      const status = sandbox.run("git", ["status", "--porcelain"]).stdout;
      assert.equal(status, "?? home/\n");
      writeFileSync(sandbox.join("env/.gitignore"), "mine\n");
      await sandbox.create("env");
      assert.equal(readFileSync(sandbox.join("env/.gitignore"), "utf8"), "mine\n");
    },
  );

  it("marks the environment for backup programs, and leaves an existing mark alone", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    const tag = sandbox.join("env/CACHEDIR.TAG");
    assert.match(readFileSync(tag, "utf8"), /^Signature: 8a477f597d28d172789f06886806bc55\n/);
    writeFileSync(tag, "mine\n");
    await sandbox.create("env");
    assert.equal(readFileSync(tag, "utf8"), "mine\n");
  });

  it("shows its usage and exits with 2 for a missing argument and an unknown option", (t) => {
    const sandbox = new Sandbox(t);
    for (const args of [["venv"], ["venv", "--nonsense", "env"]]) {
      const run = sandbox.mkweb(args);
      assert.equal(run.status, 2, args.join(" "));
      assert.match(run.stderr, /usage: mkweb venv/);
      assert.equal(run.stdout, "");
    }
    assert.ok(!existsSync(sandbox.join("env")));
  });

  it("ends with the command that enters it, quoted so that it can be pasted", (t: TestContext) => {
    const sandbox = new Sandbox(t);
    for (const name of ["env", "it's $HOME", "-dash", "~tilde"]) {
      const run = sandbox.mkweb(["venv", "--", name]);
      assert.equal(run.status, 0, run.stderr);
      const last = run.stderr.trimEnd().split("\n").at(-1) ?? "";
      const entered = sandbox.run("bash", ["-c", `${last}\nprintf %s "$MKWEB_VENV"`]);
      assert.equal(entered.stdout, sandbox.join(name), last);
    }
  });

  it(
    "ends with that command in the words of the user's own shell",
    { skip: missing("fish", "tcsh") },
    async (t) => {
      const sandbox = new Sandbox(t);
      for (const shell of ["fish", "tcsh", "dash"]) {
        const env = { ...sandbox.env, SHELL: `/usr/bin/${shell}` };
        const run = sandbox.mkweb(["venv", "it's"], { env });
        const last = run.stderr.trimEnd().split("\n").at(-1) ?? "";
        const entered = sandbox.run(which(shell) ?? shell, ["-c", `${last}; printenv MKWEB_VENV`]);
        assert.equal(entered.stdout.trim(), sandbox.join("it's"), `${last}\n${entered.stderr}`);
      }
    },
  );

  it("shows what it would do with --dry-run, for people and programs, and writes nothing", (t) => {
    const sandbox = new Sandbox(t);
    const run = sandbox.mkweb(["venv", "--dry-run", "env"]);
    assert.equal(run.status, 0);
    assert.match(run.stdout, /^Would create .*env \(Node .*\):\n[\s\S]*bin\/activate\n/);
    const json = JSON.parse(sandbox.mkweb(["venv", "--dry-run", "--json", "env"]).stdout);
    assert.deepEqual([json.dryRun, json.environments[0].outcome], [true, "create"]);
    assert.deepEqual(readdirSync(sandbox.path), ["home"]);
  });

  it("answers programs with --json", (t) => {
    const sandbox = new Sandbox(t);
    const run = sandbox.mkweb(["venv", "--json", "one", "two"]);
    const { environments }: { environments: { directory: string; outcome: string }[] } = JSON.parse(
      run.stdout,
    );
    assert.deepEqual(
      environments.map(({ directory, outcome }) => [directory, outcome]),
      [
        [sandbox.join("one"), "created"],
        [sandbox.join("two"), "created"],
      ],
    );
  });
});

function runAsNobody(sandbox: Sandbox, command: string): ReturnType<Sandbox["run"]> {
  const line = `exec "${process.execPath}" "${mkwebProgram}" ${command}`;
  return sandbox.run("setpriv", [...asNobody, "sh", "-c", line]);
}

function makeProgram(base: string): string {
  const index = new URL("../../src/venv/index.ts", import.meta.url).href;
  return `
import { createVenv, thisMachine } from ${JSON.stringify(index)};
const machine = thisMachine(process.cwd(), process.env, new AbortController().signal);
await createVenv({ ...machine, execPath: ${JSON.stringify(base)} }, { directory: "env", command: [] }, () => {});
`;
}

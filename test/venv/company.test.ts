/** Other version managers, users without rights, a base that cannot be written to; and the other shells. */
import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, symlinkSync } from "node:fs";
import { describe, it } from "node:test";
import { quoteNu } from "../../src/venv/quote.ts";
import { asNobody, noOtherUser } from "./other-user.ts";
import { shells } from "./shells.ts";
import { missing, mkwebProgram, PATH, Sandbox } from "./support.ts";

describe("an environment in company", () => {
  it(
    "stands in nothing's way that nvm looks at, and nvm switching underneath does no harm",
    { skip: missing("bash") },
    async (t) => {
      const sandbox = new Sandbox(t);
      const versions = sandbox.join("home/.nvm/versions/node");
      for (const version of ["v20.0.0", "v24.0.0"]) {
        mkdirSync(`${versions}/${version}/bin`, { recursive: true });
        symlinkSync(process.execPath, `${versions}/${version}/bin/node`);
      }
      await sandbox.create("env");
      // nvm refuses to work beside any of these, and puts its version in front when it switches.
      const script = `
PATH=${versions}/v20.0.0/bin:$PATH; start=$PATH
. env/bin/activate
for name in npm_config_prefix NPM_CONFIG_PREFIX PREFIX npm_config_globalconfig; do
    if [ -n "\${!name+set}" ]; then echo "$name is set"; fi
done
PATH=${versions}/v24.0.0/bin:\${PATH//${versions.replaceAll("/", "\\/")}\\/v20.0.0\\/bin:/}
deactivate
[ "$PATH" = "\${start/v20.0.0/v24.0.0}" ] && echo same`;
      const run = sandbox.run("bash", ["-c", script]);
      assert.equal(run.stdout, "same\n", run.stderr);
      assert.equal(
        sandbox.run("sh", ["-c", "cat home/.npmrc 2>/dev/null; :"]).stdout,
        "",
        "no prefix in ~/.npmrc",
      );
    },
  );

  it(
    "a user without rights makes one and installs into it, beside a base of root's that nobody may write to",
    { skip: noOtherUser },
    (t) => {
      const sandbox = new Sandbox(t);
      chmodSync(sandbox.path, 0o755);
      const tool = sandbox.tool("hello", "console.log('hello')");
      mkdirSync(sandbox.join("theirs"));
      chmodSync(sandbox.join("theirs"), 0o777);
      const as = (...command: readonly string[]) =>
        sandbox.run("setpriv", [...asNobody, ...command], {
          cwd: sandbox.join("theirs"),
          env: { ...sandbox.env, HOME: sandbox.join("theirs") },
        });
      const made = as(process.execPath, mkwebProgram, "venv", "env");
      assert.equal(made.status, 0, made.stderr);
      const installed = as("env/bin/npm", "install", "-g", "--offline", "--install-links", tool);
      assert.equal(installed.status, 0, installed.stderr);
      assert.equal(as("env/bin/hello").stdout, "hello\n");
    },
  );

  it(
    "an environment that belongs to somebody else can be entered and used",
    { skip: noOtherUser },
    async (t) => {
      const sandbox = new Sandbox(t);
      chmodSync(sandbox.path, 0o755);
      await sandbox.create("env");
      const run = sandbox.run("setpriv", [
        ...asNobody,
        "sh",
        "-c",
        ". env/bin/activate && node -p 6*7 && npm prefix -g",
      ]);
      assert.equal(run.stdout, `42\n${sandbox.join("env/npm")}\n`, run.stderr);
    },
  );
});

describe("mkweb venv --info", () => {
  it("tells what an environment is made of", (t) => {
    const sandbox = new Sandbox(t);
    sandbox.mkweb(["venv", "--prompt", "name", "env"]);
    const run = sandbox.mkweb(["venv", "--info", "env"]);
    assert.equal(run.status, 0, run.stderr);
    for (const line of [
      /prompt +name$/m,
      /node +\d+\.\d+\.\d+ \(symlink/,
      /npm +\d/,
      /commands +none/,
    ]) {
      assert.match(run.stdout, line);
    }
    assert.doesNotMatch(run.stdout, /active|problem/);
  });

  it("is about the active environment when none is named", (t) => {
    const sandbox = new Sandbox(t);
    sandbox.mkweb(["venv", "env"]);
    const env = {
      ...sandbox.env,
      MKWEB_VENV: sandbox.join("env"),
      PATH: `${sandbox.join("env/bin")}:${PATH}`,
    };
    const { stdout } = sandbox.mkweb(["venv", "--info", "--json"], { env });
    const [info] = JSON.parse(stdout).environments;
    assert.equal(info.directory, sandbox.join("env"));
    assert.equal(info.active, true);
    assert.deepEqual(info.problems, []);
  });

  it("says so when there is none", (t) => {
    const sandbox = new Sandbox(t);
    for (const args of [
      ["venv", "--info"],
      ["venv", "--info", "home"],
    ]) {
      const run = sandbox.mkweb(args);
      assert.equal(run.status, 1);
      assert.match(run.stderr, /is not an mkweb environment[\s\S]*\[MKWEB_VENV_NOT_FOUND\]/);
    }
  });

  it("names what is missing", async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    renameSync(sandbox.join("env/bin/activate"), sandbox.join("activate"));
    assert.match(
      sandbox.mkweb(["venv", "--info", "env"]).stdout,
      /problem +bin\/activate is missing/,
    );
  });
});

describe("the other shells", () => {
  const program = (name: string): string =>
    shells.find((shell) => shell.name === name)?.program ?? "";
  const absent = (name: string) => program(name) === "" && `${name} is not installed`;

  it(
    "nushell enters an overlay and hides it, under another name too; a copy is itself",
    { skip: absent("nu") },
    async (t) => {
      const sandbox = new Sandbox(t);
      await sandbox.create("env");
      cpSync(sandbox.join("env"), sandbox.join("copy"), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const nu = (script: string) => sandbox.run(program("nu"), ["-n", "-c", script]);
      const file = quoteNu(sandbox.join("copy/bin/activate.nu"));
      const run = nu(
        `overlay use ${file}; print $env.MKWEB_VENV; deactivate; print ($env.MKWEB_VENV? | default none)`,
      );
      assert.equal(run.stdout, `${sandbox.join("copy")}\nnone\n`, run.stderr);
      const renamed = nu(
        `overlay use ${file} as mine; overlay hide mine; print ($env.MKWEB_VENV? | default none)`,
      );
      assert.equal(renamed.stdout, "none\n", renamed.stderr);
    },
  );

  it(
    "nushell shows the name before the prompt, and refuses when the Node is gone",
    { skip: absent("nu") },
    async (t) => {
      const sandbox = new Sandbox(t);
      await sandbox.create("env", {}, sandbox.machine({ execPath: sandbox.fakeNode() }));
      const file = quoteNu(sandbox.join("env/bin/activate.nu"));
      const nu = (script: string) => sandbox.run(program("nu"), ["-n", "-c", script]);
      const shown = nu(
        `$env.PROMPT_COMMAND = {|| 'mine> ' }; overlay use ${file}; print (do $env.PROMPT_COMMAND)`,
      );
      assert.equal(shown.stdout, "(env) mine> \n", shown.stderr);
      renameSync(sandbox.join("base"), sandbox.join("gone"));
      const refused = nu(`overlay use ${file}`);
      assert.notEqual(refused.status, 0);
      assert.match(refused.stderr, /is gone/);
    },
  );

  it(
    "xonsh enters, shows the name, leaves; a copy is itself",
    { skip: missing("xonsh") },
    async (t) => {
      const sandbox = new Sandbox(t);
      await sandbox.create("env", { prompt: "a{b}c" });
      cpSync(sandbox.join("env"), sandbox.join("copy"), {
        recursive: true,
        verbatimSymlinks: true,
      });
      sandbox.write(
        "tour.xsh",
        `$PROMPT = 'mine> '
source ${sandbox.join("copy/bin/activate.xsh")}
source ${sandbox.join("copy/bin/activate.xsh")}
print($MKWEB_VENV, $PROMPT, $(printenv MKWEB_VENV_PROMPT).strip(), len([p for p in $PATH if 'copy' in p]))
deactivate
print('MKWEB_VENV' in \${...}, $PROMPT, 'deactivate' in aliases, len([p for p in $PATH if 'copy' in p]))
`,
      );
      const run = sandbox.run("xonsh", ["--no-rc", "tour.xsh"]);
      assert.deepEqual(
        run.stdout.trim().split("\n"),
        [`${sandbox.join("copy")} (a{{b}}c) mine>  a{b}c 1`, "False mine>  False 0"],
        run.stderr,
      );
      assert.deepEqual(readdirSync(sandbox.path).sort(), ["copy", "env", "home", "tour.xsh"]);
    },
  );

  it("fish enters a copy", { skip: missing("fish") }, async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("env");
    cpSync(sandbox.join("env"), sandbox.join("copy"), { recursive: true, verbatimSymlinks: true });
    const run = sandbox.run("fish", [
      "--no-config",
      "-c",
      "source copy/bin/activate.fish; echo $MKWEB_VENV",
    ]);
    assert.equal(run.stdout, `${sandbox.join("copy")}\n`, run.stderr);
  });
});

/** What a TAB offers, and that it runs nothing: not of the project, not of what is typed, not of what is offered. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { emptyPlace, type Place } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

/** A project with the app polls, which has migrations, a fixture and a command. */
async function projectPlace(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  await place.mkweb(["startapp", "polls"]);
  for (const name of ["0001_initial", "0002_votes", "_helper", "notes"]) {
    await place.write(`polls/migrations/${name}.ts`, "throw new Error('was run');\n");
  }
  await place.write("polls/fixtures/first.json", "[]");
  await place.write("polls/management/commands/closepoll.ts", "throw new Error('was run');\n");
  return place;
}

async function offered(place: Place, ...words: string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await place.mkweb(["completion", "--", ...words]);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t")[0] ?? ""]));
}

describe("a TAB offers", () => {
  it("the commands outside of a project, and inside those of the project too", async (t) => {
    const empty = await emptyPlace(t);
    assert.deepEqual(await offered(empty, "mkweb", "start"), ["startapp", "startproject"]);
    assert.deepEqual(await offered(empty, "mkweb", "migr"), []);
    const place = await projectPlace(t);
    assert.deepEqual(await offered(place, "mkweb", "migr"), ["migrate"]);
    assert.deepEqual(await offered(place, "mkweb", "close"), ["closepoll"]);
    assert.deepEqual(await offered(place, "mkweb", "help", "creates"), ["createsuperuser"]);
    assert.deepEqual(await offered(place, "node", "manage", "start"), ["startapp"]);
    assert.deepEqual(await offered(place, "node", "server.ts", "start"), []);
  });

  it("options that were not given yet, and their values", async (t) => {
    const place = await emptyPlace(t);
    const startproject = (...words: string[]) => offered(place, "mkweb", "startproject", ...words);
    assert.deepEqual(await startproject("x", "--no-i"), ["--no-install"]);
    assert.deepEqual(await startproject("--no-install", "--no-i"), []);
    assert.deepEqual(await startproject("--database", "p"), ["postgresql"]);
    assert.deepEqual(await startproject("--database=p"), ["--database=postgresql"]);
    assert.deepEqual(await startproject("-v", ""), ["0", "1", "2", "3"]);
    assert.deepEqual(await startproject("--", "--no-i"), []);
  });

  it("in bash, which takes = apart, the value alone", async (t) => {
    const place = await emptyPlace(t);
    const words = ["mkweb", "startproject", "--database", "="];
    assert.deepEqual(await offered(place, ...words, "p"), ["postgresql"]);
    assert.deepEqual(await offered(place, ...words), ["sqlite", "postgresql"]);
  });

  it("labels of the installed apps, their migrations and their fixtures", async (t) => {
    const place = await projectPlace(t);
    assert.deepEqual(await offered(place, "mkweb", "migrate", "p"), ["polls"]);
    assert.deepEqual(await offered(place, "mkweb", "migrate", "polls", ""), [
      "0001_initial",
      "0002_votes",
      "zero",
    ]);
    assert.deepEqual(await offered(place, "node", "manage", "sqlmigrate", "polls", "0002"), [
      "0002_votes",
    ]);
    assert.deepEqual(await offered(place, "mkweb", "migrate", "sessions", "0"), ["0001_initial"]);
    assert.deepEqual(await offered(place, "mkweb", "loaddata", ""), ["first"]);
    assert.deepEqual(await offered(place, "mkweb", "test", "polls", "p"), []);
  });

  it("the label that an app gives itself, and apps of settings that are spread over files", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "blog", "apps/blog"]);
    const app = await place.read("apps/blog/app.ts");
    await place.write("apps/blog/app.ts", app.replace('label: "blog"', 'label: "journal"'));
    await place.write(
      "site/local.ts",
      'import base from "./settings.ts";\nexport default { ...base };\n',
    );
    const env = { MKWEB_SETTINGS_MODULE: "site/local.ts" };
    const { stdout } = await place.mkweb(["completion", "--", "mkweb", "check", "j"], { env });
    assert.equal(stdout, "journal\t\n");
  });

  it("folders and files where a path is meant: the shell's own", async (t) => {
    const place = await projectPlace(t);
    assert.deepEqual(await offered(place, "mkweb", "startproject", "x", ""), [":folder"]);
    assert.deepEqual(await offered(place, "mkweb", "dumpdata", "--output", ""), [":file"]);
  });

  it("nothing for what it does not know, and where files cannot be read", async (t) => {
    const place = await projectPlace(t);
    assert.deepEqual(await offered(place), []);
    assert.deepEqual(await offered(place, "mkweb", "nosuch", ""), []);
    assert.deepEqual(await offered(place, "mkweb", "constructor", "--"), []);
    await place.write("site/settings.ts", "export default defineSettings({ INSTALLED_APPS: [");
    assert.deepEqual(await offered(place, "mkweb", "migrate", ""), []);
    assert.deepEqual(await offered(place, "mkweb", "migr"), ["migrate"]);
  });
});

/** A project whose every name would do harm if a shell evaluated it. */
async function hostilePlace(t: TestContext): Promise<Place> {
  const place = await projectPlace(t);
  const names = [
    "x $(touch pwned)",
    "$(touch pwned)",
    "`touch pwned`",
    "a;touch pwned",
    "-rf",
    "b\\nc",
  ];
  const settings = await place.read("site/settings.ts");
  const listed = names.map((name) => JSON.stringify(name)).join(", ");
  await place.write("site/settings.ts", settings.replace('"polls",', `"polls", ${listed},`));
  for (const name of [...names, "e\u001B[2J", "t\tab"]) {
    await place.write(`${name}/app.ts`, "throw new Error('was run');\n");
    await place.write(`polls/migrations/0003_${name.replaceAll("/", "")}.ts`, "");
    await place.write(`polls/management/commands/${name.replaceAll("/", "")}.ts`, "");
  }
  const tools = join(place.path, "tools");
  await mkdir(tools);
  const program = join(tools, "mkweb");
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  await chmod(program, 0o755);
  return place;
}

const absent = (shell: string): string | false =>
  spawnSync(shell, ["--version"]).error ? `there is no ${shell} here` : false;

describe("names that a shell would run", () => {
  it("are not offered", async (t) => {
    const place = await hostilePlace(t);
    assert.deepEqual(await offered(place, "mkweb", "migrate", "polls", ""), [
      "0001_initial",
      "0002_votes",
      "0003_-rf",
      "zero",
    ]);
    const apps = await offered(place, "mkweb", "migrate", "");
    assert.deepEqual(
      apps.filter((each) => !/^[a-z]+$/.test(each)),
      [],
    );
    const commands = await offered(place, "mkweb", "");
    assert.deepEqual(
      commands.filter((each) => !/^[a-z]+$/.test(each)),
      [],
    );
  });

  const interactive = {
    bash: ["bash --norc --noprofile -i", "PS1='READY> '"],
    zsh: ["zsh -f -i", "PS1='READY> '"],
  } as const;
  for (const [shell, [program, prompt]] of Object.entries(interactive)) {
    const skip = absent(shell) || absent("script");
    it(`run nothing in ${shell}, which completes at TAB what is meant`, { skip }, async (t) => {
      const place = await hostilePlace(t);
      const screen = await typed(place, program, [
        [/[$%#>] ?$/, `${prompt}\r`],
        [/READY> $/, `source <(mkweb completion ${shell})\r`],
        [/READY> $/, "mkweb migra\t"],
        [/migrate $/, "pol\t"],
        [/polls $/, "0001\t"],
        [/0001_initial $/, "\u0015mkweb startproject --database=po\t"],
        [/postgresql $/, "\u0015node manage sqlm\t"],
        [/sqlmigrate $/, "\u0015mkweb migrate '$(touch pwned)' `touch pwned` 0\t\t"],
        [/./, "\u0015mkweb migrate polls 0\t\t\t"],
        [/0002_votes/, "\u0015mkweb $(touch pwned) --\t\t"],
        [/./, "\u0015exit\r"],
      ]);
      assert.equal(existsSync(join(place.path, "pwned")), false, screen);
    });
  }

  it("run nothing in fish, which offers what is meant", { skip: absent("fish") }, async (t) => {
    const place = await hostilePlace(t);
    const asked = (line: string): string => `complete -C ${JSON.stringify(line)}`;
    const lines = [
      "mkweb migra",
      "mkweb migrate polls 0001",
      "node manage sqlm",
      "node manage migrate po",
    ];
    const script = [
      "mkweb completion fish | source",
      ...lines.map(asked),
      "complete -C 'mkweb (touch pwned) --'",
    ];
    const { stdout, stderr } = spawnSync("fish", ["--no-config", "-c", script.join("\n")], {
      cwd: place.path,
      env: environment(place),
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    for (const word of ["migrate\t", "0001_initial\n", "sqlmigrate\t", "polls\n"]) {
      assert.ok(stdout.includes(word), stdout);
    }
    assert.equal(existsSync(join(place.path, "pwned")), false);
  });
});

function environment({ path }: Place): NodeJS.ProcessEnv {
  const PATH = `${path}/tools:/usr/local/bin:/usr/bin:/bin`;
  return { PATH, HOME: path, TERM: "xterm", LANG: "C.UTF-8", XDG_CACHE_HOME: `${path}-cache` };
}

/** Types into a shell on a terminal, each line once the one before is on the screen. */
async function typed(
  place: Place,
  program: string,
  lines: readonly (readonly [shown: RegExp, keys: string])[],
): Promise<string> {
  const child = spawn("script", ["-qec", program, "/dev/null"], {
    cwd: place.path,
    env: environment(place),
  });
  const waiting = [...lines];
  let [screen, read] = ["", 0];
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    const shown = stripVTControlCharacters(screen.slice(read)).replace(/[\u0007\r]/g, "");
    const [next] = waiting;
    if (!next?.[0].test(shown)) return;
    waiting.shift();
    read = screen.length;
    child.stdin.write(next[1]);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  await new Promise((resolve) => {
    child.on("close", resolve);
  });
  clearTimeout(timer);
  assert.deepEqual(waiting, [], stripVTControlCharacters(screen));
  return screen;
}

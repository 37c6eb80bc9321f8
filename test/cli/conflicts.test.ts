/** Files that are in the way: kept or overwritten by an option or by a person, and undo brings them back. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { symlink, unlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { siteWithPolls } from "../generate/support.ts";
import { emptyPlace, type Place } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
const project = ["startproject", "site", ".", "--no-install", "--no-git"];

/** A folder with a tsconfig.json and an urls.ts of its own. */
async function occupied(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  await place.write("tsconfig.json", "mine\n");
  await place.write("site/urls.ts", "// mine too\r\nexport const urlpatterns = [];\r\n");
  return place;
}

describe("a file in the way", () => {
  it("is refused without a terminal, as ever, and nothing is written", async (t) => {
    const place = await occupied(t);
    const { status, stderr } = await place.mkweb(project);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /tsconfig\.json already exists\.[^]*Nothing was written\.[^]*MKWEB_FILE_CONFLICT/,
    );
    assert.match(stderr, /--conflict/);
    assert.deepEqual(await place.files(), ["site/urls.ts", "tsconfig.json"]);
  });

  it("stays with --conflict keep, and is not in the record", async (t) => {
    const place = await occupied(t);
    const { status, stderr } = await place.mkweb([...project, "--conflict", "keep"]);
    assert.equal(status, 0, stderr);
    assert.equal(await place.read("tsconfig.json"), "mine\n");
    assert.match(await place.read("site/settings.ts"), /defineSettings/);
    const { files, edits } = JSON.parse(await place.read(".mkweb/0001_project.json"));
    assert.equal(files["tsconfig.json"] ?? edits["tsconfig.json"], undefined);
  });

  it("is replaced with --conflict overwrite, and undo restores it byte for byte", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(project);
    const binary = "\u0000\u0001 no text";
    await place.write("blog/views.ts", "export const mine = 1;\r\n");
    await place.write("blog/urls.ts", binary);
    const before = await contents(place);
    const { status, stderr } = await place.mkweb([
      "startapp",
      "posts",
      "blog",
      "--no-verify",
      "--conflict",
      "overwrite",
    ]);
    assert.equal(status, 0, stderr);
    assert.match(await place.read("blog/views.ts"), /export function index/);
    assert.equal((await place.mkweb(["undo"])).status, 0);
    assert.deepEqual(await contents(place), before);
  });

  it("is shown by --dry-run as it would be, and told to programs", async (t) => {
    const place = await occupied(t);
    const { stdout } = await place.mkweb([...project, "--conflict", "overwrite", "--dry-run"]);
    assert.match(stdout, /^--- a\/tsconfig\.json\n\+\+\+ b\/tsconfig\.json\n@@[^]*^-mine$/m);
    assert.equal(await place.read("tsconfig.json"), "mine\n");
    const asked = await place.mkweb([...project, "--conflict", "overwrite", "--json"]);
    const { entries } = JSON.parse(asked.stdout);
    const kinds = entries.flatMap(({ kind, path }: { kind: string; path: string }) =>
      kind === "edited" ? [path] : [],
    );
    assert.deepEqual(kinds.sort(), ["site/urls.ts", "tsconfig.json"]);
  });

  it("that is no regular file is never replaced", async (t) => {
    const place = await occupied(t);
    await unlink(join(place.path, "tsconfig.json"));
    await symlink("/etc/passwd", join(place.path, "tsconfig.json"));
    const { status, stderr } = await place.mkweb([...project, "--conflict", "overwrite"]);
    assert.equal(status, 1);
    assert.match(stderr, /a symbolic link/);
    assert.match(await place.read("site/urls.ts"), /mine too/);
  });

  it("cannot be kept where an app is to be added to it", async (t) => {
    const place = await occupied(t);
    const { status, stderr } = await place.mkweb([
      ...project,
      "--app",
      "blog",
      "--conflict",
      "keep",
    ]);
    assert.equal(status, 1);
    assert.match(stderr, /site\/urls\.ts will be kept, so --app cannot add an app to it/);
    assert.deepEqual(await place.files(), ["site/urls.ts", "tsconfig.json"]);
    assert.equal(
      (await place.mkweb([...project, "--app", "blog", "--conflict", "overwrite"])).status,
      0,
    );
    assert.match(await place.read("site/urls.ts"), /include\(blog\)/);
    await place.mkweb(["undo"]);
    assert.doesNotMatch(await place.read("site/urls.ts"), /as blog/);
  });

  it("of generate resource is settled likewise", async (t) => {
    const site = await siteWithPolls(t);
    await site.write("polls/question.test.ts", "mine\n");
    const words = ["generate", "resource", "Question", "title:string"];
    assert.equal((await site.manage(...words)).status, 1);
    const run = await site.manage(...words, "--conflict", "keep");
    assert.equal(run.status, 0, run.stderr);
    assert.equal(await site.read("polls/question.test.ts"), "mine\n");
  });
});

async function contents(place: Place): Promise<Readonly<Record<string, string>>> {
  const files = (await place.files()).filter((file) => !file.endsWith(".tgz"));
  const texts = await Promise.all(files.map((file) => place.read(file)));
  return Object.fromEntries(files.map((file, at) => [file, texts[at] ?? ""]));
}

const without = spawnSync("script", ["--version"]).error ? "there is no script(1) here" : false;

describe("a file in the way, on a terminal", { skip: without }, () => {
  const question = /show the diff, or quit\? \(k\/o\/m\/d\/q\)[^]*›/;

  it("is asked about one by one, with its diff on demand", async (t) => {
    const place = await occupied(t);
    const { status, screen } = await onTerminal(place, [
      [/site\/urls\.ts already exists and differs/, ""],
      [question, "d\r"],
      [/-\/\/ mine too[^]*k\/o\/m\/d\/q\)[^]*›/, "x\r"],
      [/Type k, o, m, d or q/, "\u007Fk\r"],
      [/tsconfig\.json already exists[^]*›/, "overwrite\r"],
    ]);
    assert.equal(status, 0, screen);
    assert.match(await place.read("site/urls.ts"), /mine too/);
    assert.match(await place.read("tsconfig.json"), /compilerOptions/);
  });

  it("is merged on demand: the lines of both, marked where both have their own", async (t) => {
    const place = await occupied(t);
    const { status, screen } = await onTerminal(place, [
      [/site\/urls\.ts already exists and differs/, ""],
      [question, "m\r"],
      [/site\/urls\.ts will hold both, with [^]*tsconfig\.json already exists[^]*›/, "k\r"],
    ]);
    assert.equal(status, 0, screen);
    const merged = await place.read("site/urls.ts");
    assert.match(merged, /^<<<<<<< yours\r\n[^]*\/\/ mine too\r\n/);
    assert.match(merged, /^=======\r\n[^]*from "mkweb\/urls";\r\n[^]*^>>>>>>> mkweb\r\n/m);
    assert.equal(await place.read("tsconfig.json"), "mine\n");
  });

  it("stops at q and at Ctrl-C, and nothing is written", async (t) => {
    for (const typed of ["q\r", "\u0003"]) {
      const place = await occupied(t);
      const { status, screen } = await onTerminal(place, [[question, typed]]);
      assert.equal(status, 1, screen);
      assert.match(screen, /Stopped at a question\. Nothing was written\./);
      assert.deepEqual(await place.files(), ["site/urls.ts", "tsconfig.json"]);
    }
  });
});

/** Types each answer once its question is on the screen. */
async function onTerminal(
  { path }: Place,
  answers: readonly (readonly [shown: RegExp, typed: string])[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const command = `'${process.execPath}' '${bin}' ${project.join(" ")}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: path,
    env: {
      ...process.env,
      CI: "",
      NO_COLOR: "1",
      npm_config_user_agent: "",
      XDG_CACHE_HOME: `${path}-cache`,
    },
  });
  const waiting = [...answers];
  let [screen, read] = ["", 0];
  const look = (): void => {
    const [next] = waiting;
    if (!next?.[0].test(stripVTControlCharacters(screen.slice(read)))) return;
    waiting.shift();
    if (next[1] === "") return look();
    read = screen.length;
    child.stdin.write(next[1]);
  };
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    look();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const status = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  clearTimeout(timer);
  assert.deepEqual(waiting, [], stripVTControlCharacters(screen));
  return { status, screen: stripVTControlCharacters(screen) };
}

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { emptyPlace, projectFiles } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
const without = spawnSync("script", ["--version"]).error ? "there is no script(1) here" : false;

/** Runs mkweb on a terminal and types each answer once its question is on the screen. */
function onTerminal(
  cwd: string,
  args: string,
  answers: readonly (readonly [question: RegExp, typed: string])[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const child = spawn("script", ["-qec", `'${process.execPath}' '${bin}' ${args}`, "/dev/null"], {
    cwd,
    env: { ...process.env, CI: "", NO_COLOR: "1", npm_config_user_agent: "" },
  });
  const waiting = [...answers];
  let screen = "";
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    const [next] = waiting;
    if (next?.[0].test(stripVTControlCharacters(screen))) {
      waiting.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, screen: stripVTControlCharacters(screen) }));
  });
}

describe("startproject on a terminal", { skip: without }, () => {
  it("asks for what no option says, and prints the command that repeats the answers", async (t) => {
    const place = await emptyPlace(t);
    const { status, screen } = await onTerminal(place.path, "startproject", [
      [/Name of the project/, "my_site\r"],
      [/Install the dependencies with npm\?/, "n"],
      [/Make a git repository\?/, "n"],
    ]);
    assert.equal(status, 0, screen);
    const repeat = /The same without questions: (.*?)\r?\n/.exec(screen)?.[1];
    assert.equal(repeat, "mkweb startproject my_site --no-install --no-git --yes");
    assert.deepEqual(await place.files(), projectFiles("my_site"));
  });

  it("does not take a name that is none", async (t) => {
    const place = await emptyPlace(t);
    const { screen } = await onTerminal(place.path, "startproject --no-install --no-git", [
      [/Name of the project/, "7x\r"],
      [/'7x' is not a valid project name/, "\u007F\u007Fok\r"],
    ]);
    assert.deepEqual(await place.files(), projectFiles("ok"), screen);
  });

  it("asks nothing that an option says, and nothing at all with --yes", async (t) => {
    const place = await emptyPlace(t);
    for (const args of ["one --no-install --no-git", "two --no-install --yes"]) {
      const { status, screen } = await onTerminal(place.path, `startproject ${args}`, []);
      assert.equal(status, 0);
      assert.doesNotMatch(screen, /\?|The same without questions/);
    }
  });

  it("writes nothing when Ctrl-C answers a question", async (t) => {
    const place = await emptyPlace(t);
    const { status, screen } = await onTerminal(place.path, "startproject proj", [
      [/Install the dependencies/, "\u0003"],
    ]);
    assert.equal(status, 1);
    assert.match(screen, /Stopped at a question\. Nothing was written\. \[MKWEB_INTERRUPTED\]/);
    assert.deepEqual(await place.files(), []);
  });
});

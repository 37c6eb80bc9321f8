import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onTerminal, without } from "./on-terminal.ts";
import { emptyPlace, projectFiles } from "./support.ts";

describe("startproject on a terminal", { skip: without }, () => {
  it("asks for what no option says, and prints the command that repeats the answers", async (t) => {
    const place = await emptyPlace(t);
    const { status, screen } = await onTerminal(place.path, "startproject", [
      [/Name of the project/, "my_site\r"],
      [/Install the dependencies with npm\?/, "n"],
      [/Create a git repository\?/, "n"],
    ]);
    assert.equal(status, 0, screen);
    const repeat = /The same without questions: (.*?)\r?\n/.exec(screen)?.[1];
    assert.equal(repeat, "mkweb startproject my_site --no-install --no-git --yes");
    assert.deepEqual(await place.files(), projectFiles("my_site"));
  });

  it("does not take an invalid name", async (t) => {
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

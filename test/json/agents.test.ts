/** AGENTS.md of a new project: short, and every command in it does what an assistant is told it does. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { documentIn } from "./schemas.ts";
import { Ground } from "./site.ts";

const ground = new Ground();
const site = "mysite";
const folder = join(ground.path, site);
let notes = "";

before(async () => {
  const made = await ground.mkweb("startproject", site, "--no-install", "--no-git");
  assert.equal(made.status, 0, made.document.error?.message);
  ground.link(site);
  notes = readFileSync(join(folder, "AGENTS.md"), "utf8");
});
after(() => ground.remove());

/** The lines of the block of commands, but for the one that fetches packages. */
function commands(): readonly string[] {
  const [, block = ""] = /^```\n([^]*?)^```$/m.exec(notes) ?? [];
  return block.trimEnd().split("\n");
}

describe("AGENTS.md", () => {
  it("is at most 60 lines", () => {
    assert.ok(notes.split("\n").length <= 60, `${notes.split("\n").length} lines`);
  });

  it("names commands that do what they say, in their order", async () => {
    const [install, ...rest] = commands();
    assert.equal(install, "npm install");
    const served = rest.pop();
    assert.equal(served, "node manage runserver 0 --json");
    assert.ok(rest.length > 10);
    for (const line of rest) {
      const run = await ground.shell(site, line);
      assert.equal(run.status, 0, `${line}\n${run.stdout}${run.stderr}`);
      const [, name = ""] = /^node manage (\w+).* --json/.exec(line) ?? [];
      if (name !== "") assert.equal(documentIn(run.stdout, name).ok, true, line);
    }
    // Taken back, and found again by nobody.
    assert.ok(!existsSync(join(folder, "blog/post.test.ts")));
  });

  it("names commands and pages for production that are there", async () => {
    const [, production = ""] = /^## In production\n([^]*?)^## /m.exec(notes) ?? [];
    const { stdout } = await ground.shell(site, "node manage help --commands");
    const named = Array.from(production.matchAll(/node manage (\w+)/g), ([, name = ""]) => name);
    assert.ok(named.length > 3);
    for (const name of named) assert.ok(stdout.split("\n").includes(name), name);
    for (const [, topic = ""] of production.matchAll(/`(?:node manage )?docs (\w+)`/g)) {
      assert.equal((await ground.shell(site, `node manage docs ${topic}`)).status, 0, topic);
    }
  });

  it("names folders and files that are there", () => {
    const paths = notes.match(/`[\w./]+\/(?:[\w.]+)?`|`manage\.js`|`\.env(?:\.example)?`/g) ?? [];
    const [, ...found] = ["", ...new Set(paths.map((each) => each.slice(1, -1)))].filter(
      (path) => !/APP|NAME|^(?:migrations|management|mkweb)\//.test(path),
    );
    assert.ok(found.length > 6, found.join());
    assert.deepEqual(
      found.filter((path) => !existsSync(join(folder, path))),
      [],
    );
  });

  it("is left out with --no-agents, and kept where there is one", async () => {
    const none = await ground.mkweb(
      "startproject",
      "plain",
      "--no-agents",
      "--no-install",
      "--no-git",
    );
    assert.equal(none.status, 0);
    assert.ok(!existsSync(join(ground.path, "plain/AGENTS.md")));
    ground.write("cloned/AGENTS.md", "Ours.\n");
    const kept = await ground.mkweb("startproject", "cloned", "cloned", "--no-install", "--no-git");
    assert.equal(kept.status, 0, kept.document.error?.message);
    assert.equal(readFileSync(join(ground.path, "cloned/AGENTS.md"), "utf8"), "Ours.\n");
    assert.match(kept.stderr, /Kept AGENTS\.md as it is\./);
  });
});

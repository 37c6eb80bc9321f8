import assert from "node:assert/strict";
import { chmod, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { emptyPlace, type Place } from "./support.ts";

async function templatePlace(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  const variables = {
    owner: { describe: "Who", pattern: "^A" },
    kind: { describe: "x", default: "b" },
  };
  await place.write("tpl/blueprint.json", JSON.stringify({ describe: "x", variables }));
  await place.write("tpl/files/a.ts", "// {{ owner }}\n");
  await place.write("tpl/files/run", "#!/bin/sh\n");
  await chmod(join(place.path, "tpl/files/run"), 0o755);
  return place;
}

describe("template check", () => {
  it("says what a right one holds and asks for", async (t) => {
    const place = await templatePlace(t);
    assert.deepEqual(await place.mkweb(["template", "check", "tpl"]), {
      status: 0,
      stdout: "tpl is valid: 2 files, 25 bytes; it asks for owner, kind.\n",
      stderr: "",
    });
  });

  it("tells programs with --json", async (t) => {
    const place = await templatePlace(t);
    const { stdout } = await place.mkweb(["template", "check", "tpl", "--json"]);
    const { command, ok, template, files, bytes, variables } = JSON.parse(stdout);
    assert.deepEqual([command, ok, files, bytes], ["template", true, 2, 25]);
    assert.deepEqual(variables, ["owner", "kind"]);
    assert.equal(template.kind, "folder");
  });

  for (const [what, path, text, why] of [
    ["a text that cannot be rendered", "files/b.ts", "{% for %}", /tpl: b\.ts, line 1: /],
    ["a manifest that is wrong", "blueprint.json", "{}", /"describe" is not a text/],
    ["a name no system holds", "files/aux.ts", "", /device on Windows/],
    [
      "a default against its own pattern",
      "blueprint.json",
      `{"describe":"x","variables":{"a":{"describe":"x","pattern":"^A","default":"b"}}}`,
      /variable "a": 'b' is not a valid a/,
    ],
  ] as const) {
    it(`refuses ${what}, with status 1`, async (t) => {
      const place = await templatePlace(t);
      await place.write(`tpl/${path}`, text);
      const { status, stderr } = await place.mkweb(["template", "check", "tpl"]);
      assert.equal(status, 1);
      assert.match(stderr, why);
      const json = await place.mkweb(["template", "check", "tpl", "--json"]);
      assert.equal(json.status, 1);
      assert.equal(JSON.parse(json.stdout).ok, false);
    });
  }

  it("tries the answers it is given", async (t) => {
    const place = await templatePlace(t);
    const words = ["template", "check", "tpl", "--var"];
    assert.equal((await place.mkweb([...words, "owner=Ann"])).status, 0);
    assert.match((await place.mkweb([...words, "owner=ben"])).stderr, /'ben' is not a valid owner/);
  });
});

describe("template pack", () => {
  it("makes the same bytes every time, which --template takes", async (t) => {
    const place = await templatePlace(t);
    const pack = (file: string) => place.mkweb(["template", "pack", "tpl", "-o", file]);
    const { status, stdout, stderr } = await pack("one.tgz");
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    await utimes(join(place.path, "tpl/files/a.ts"), 1, 1);
    assert.equal((await pack("two.tgz")).status, 0);
    const read = (file: string) => readFile(join(place.path, file));
    assert.deepEqual(await read("one.tgz"), await read("two.tgz"));
    const words = ["--template", "one.tgz", "--no-git", "--var", "owner=Ann"];
    assert.equal((await place.mkweb(["startproject", "site", ...words])).status, 0);
    assert.equal(await place.read("site/a.ts"), "// Ann\n");
    assert.equal(await place.mode("site/run"), "755");
  });

  it("names the archive like the folder, and writes over nothing", async (t) => {
    const place = await templatePlace(t);
    assert.equal((await place.mkweb(["template", "pack", "tpl"])).status, 0);
    assert.ok((await place.files()).includes("tpl.tgz"));
    await place.write("tpl.tgz", "mine");
    const { status, stderr } = await place.mkweb(["template", "pack", "tpl"]);
    assert.equal(status, 1);
    assert.match(stderr, /tpl\.tgz already exists/);
    assert.equal(await place.read("tpl.tgz"), "mine");
  });

  it("does not pack itself, nor what is wrong, nor an archive", async (t) => {
    const place = await templatePlace(t);
    const before = await place.files();
    const inside = await place.mkweb(["template", "pack", "."], { cwd: "tpl" });
    assert.match(inside.stderr, /would become part of the template, as tpl\.tgz/);
    await place.write("tpl/files/z.ts", "{% if %}");
    assert.equal((await place.mkweb(["template", "pack", "tpl"])).status, 1);
    assert.deepEqual(await place.files(), [...before, "tpl/files/z.ts"].sort());
  });

  it("says with --dry-run what it would write", async (t) => {
    const place = await templatePlace(t);
    const before = await place.files();
    const { status, stdout } = await place.mkweb(["template", "pack", "tpl", "--dry-run"]);
    assert.equal(status, 0);
    assert.match(stdout, /tpl\.tgz/);
    assert.deepEqual(await place.files(), before);
  });

  it("is wrong usage without check or pack", async (t) => {
    const place = await templatePlace(t);
    for (const words of [["mend", "tpl"], ["check"], ["check", "tpl", "-o", "x"]]) {
      assert.equal((await place.mkweb(["template", ...words])).status, 2);
    }
  });
});

/** Projects and apps that were made from templates of one's own follow them when asked to. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { emptyPlace, type Ended, type Place } from "../cli/support.ts";

const first = "// {{ project_name }}\none\ntwo\nthree\nfour\nfive\nsix\n";

/** A project `site` made from the template `tpl`. */
async function madePlace(t: TestContext, manifest?: object): Promise<Place> {
  const place = await emptyPlace(t);
  const files = manifest === undefined ? "tpl" : "tpl/files";
  if (manifest) await place.write("tpl/blueprint.json", JSON.stringify(manifest));
  await place.write(`${files}/manage.js`, "// runs\n");
  await place.write(`${files}/a.ts`, first);
  await place.write(`${files}/gone.txt`, "gone\n");
  const words = ["startproject", "site", "--no-git", "--template", "tpl"];
  const { status, stderr } = await place.mkweb(words);
  assert.equal(status, 0, stderr);
  return place;
}

const update = (place: Place, ...words: readonly string[]): Promise<Ended> =>
  place.mkweb(["update", ...words], { cwd: "site" });

/** The project's own files, without records of runs. */
async function contents(place: Place): Promise<Readonly<Record<string, string>>> {
  const files = (await place.files()).filter((file) => /^site\/(?!\.mkweb)/.test(file));
  const texts = await Promise.all(files.map((file) => place.read(file)));
  return Object.fromEntries(files.map((file, index) => [file.slice(5), texts[index] ?? ""]));
}

describe("update of what a template made", () => {
  it("leaves it as it is, and says how it follows the template", async (t) => {
    const place = await madePlace(t);
    await place.write("tpl/a.ts", first.replace("six", "SIX"));
    const before = await contents(place);
    const { status, stderr } = await update(place);
    assert.equal(status, 0, stderr);
    assert.match(
      stderr,
      /site was made from tpl and stays as it is; --templates fetches its current version/,
    );
    assert.deepEqual(await contents(place), before);
  });

  it("--templates merges what the template is today, once, and undo takes it back", async (t) => {
    const place = await madePlace(t);
    await place.write("site/a.ts", (await place.read("site/a.ts")).replace("one", "mine"));
    const before = await contents(place);
    await place.write("tpl/a.ts", first.replace("six", "SIX {{ project_name }}"));
    await place.write("tpl/new.ts", "// {{ camel_case_project_name }}\n");
    await rm(join(place.path, "tpl/gone.txt"));
    const { status, stderr } = await update(place, "--templates");
    assert.equal(status, 0, stderr);
    assert.deepEqual(await contents(place), {
      "a.ts": "// site\nmine\ntwo\nthree\nfour\nfive\nSIX site\n",
      "manage.js": "// runs\n",
      "new.ts": "// Site\n",
    });
    const after = await place.files();
    assert.match((await update(place, "--templates")).stderr, /Nothing was changed/);
    assert.deepEqual(await place.files(), after);
    assert.equal((await place.mkweb(["undo"], { cwd: "site" })).status, 0);
    assert.deepEqual(await contents(place), before);
  });

  it("asks for what the template asks since, and refuses without an answer", async (t) => {
    const place = await madePlace(t, { describe: "x" });
    const variables = { owner: { describe: "Who owns it" } };
    await place.write("tpl/blueprint.json", JSON.stringify({ describe: "x", variables }));
    await place.write("tpl/files/a.ts", `${first}{{ owner }}\n`);
    const before = await contents(place);
    const refused = await update(place, "--templates");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /asks for what no option says:\n {2}owner: Who owns it/);
    assert.deepEqual(await contents(place), before);
    const { status, stderr } = await update(place, "--templates", "--var", "owner=Ann");
    assert.equal(status, 0, stderr);
    assert.match(await place.read("site/a.ts"), /^six\nAnn$/m);
  });

  it("changes nothing when the template cannot be had any more", async (t) => {
    const place = await madePlace(t);
    await rm(join(place.path, "tpl"), { recursive: true });
    const before = await contents(place);
    const { status, stderr } = await update(place, "--templates");
    assert.equal(status, 1);
    assert.match(stderr, /couldn't handle template .*No such file or directory/);
    assert.deepEqual(await contents(place), before);
  });

  it("--templates brings an app to its template too, in a project of ours", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", "--no-install", "--no-git"]);
    await place.write("tpl/app.ts", "export default {};\n");
    await place.write("tpl/views.html", "{{ app_name }} one\n");
    const words = ["startapp", "blog", "--template", "../tpl", "-e", "html"];
    assert.equal((await place.mkweb(words, { cwd: "site" })).status, 0);
    await place.write("tpl/views.html", "{{ app_name }} at {{ app_path }}\n");
    const { status, stderr } = await update(place, "--templates");
    assert.equal(status, 0, stderr);
    assert.equal(await place.read("site/blog/views.html"), "blog at blog\n");
  });

  it("refuses answers without --templates", async (t) => {
    const place = await madePlace(t);
    const { status, stderr } = await update(place, "--var", "a=b");
    assert.equal(status, 2);
    assert.match(stderr, /give --templates too/);
  });
});

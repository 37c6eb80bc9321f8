import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { emptyPlace, type Place } from "./support.ts";

/** A project called `site` in the place itself, and a template of an app in `../`. */
async function projectPlace(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<Place> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", "p", "--no-install", "--no-git"]);
  for (const [path, text] of Object.entries(files)) await place.write(`tpl/${path}`, text);
  return place;
}

const ours = {
  "app.ts": `export default { name: "{{ app_path }}", label: "{{ app_name }}" };\n`,
  "urls.ts": `export const appName = "{{ app_name }}";\nexport const urlpatterns = [];\n`,
  "templates/app_name/index.html": "{{ left alone }}\n",
};

const djangos = {
  "__init__.py": "",
  "apps.py": "class {{ camel_case_app_name }}Config:\n    name = '{{ app_name }}'\n",
  "migrations/__init__.py": "",
};

const startapp = (place: Place, ...words: readonly string[]) =>
  place.mkweb(["startapp", ...words, "--template", "../tpl"], { cwd: "p" });

/** Everything in the project, to show that nothing changed. */
async function contents(place: Place): Promise<Readonly<Record<string, string>>> {
  const files = (await place.files()).filter((file) => /^p\/(?!vendor)/.test(file));
  const texts = await Promise.all(files.map((file) => place.read(file)));
  return Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ""]));
}

describe("startapp --template", () => {
  it("takes the files of a folder, lists the app and mounts it, and undo takes all of it back", async (t) => {
    const place = await projectPlace(t, ours);
    const before = await contents(place);
    const { status, stdout, stderr } = await startapp(place, "my_blog");
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /Created the app my_blog from \.\.\/tpl\.\nAdded 'my_blog' to INSTALLED_APPS/,
    );
    assert.equal(
      await place.read("p/my_blog/app.ts"),
      'export default { name: "my_blog", label: "my_blog" };\n',
    );
    assert.equal(await place.read("p/my_blog/templates/my_blog/index.html"), "{{ left alone }}\n");
    assert.match(await place.read("p/site/settings.ts"), /"my_blog"/);
    assert.match(await place.read("p/site/urls.ts"), /path\("my_blog\/", include\(my_?blog\)\)/i);
    assert.equal((await place.mkweb(["undo"], { cwd: "p" })).status, 0);
    assert.deepEqual(await contents(place), before);
  });

  it("takes Django's own kind of app, which nothing of ours can list", async (t) => {
    const place = await projectPlace(t, djangos);
    const before = await place.read("p/site/settings.ts");
    const { status, stderr } = await startapp(place, "my_blog");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /INSTALLED_APPS was not changed: the template has no app\.ts\./);
    assert.equal(
      await place.read("p/my_blog/apps.py"),
      "class MyBlogConfig:\n    name = 'my_blog'\n",
    );
    assert.equal(await place.read("p/site/settings.ts"), before);
  });

  it("writes nothing when the settings cannot be edited", async (t) => {
    const place = await projectPlace(t, ours);
    await place.write("p/site/settings.ts", "export default make();\n");
    const before = await contents(place);
    const { status, stderr } = await startapp(place, "blog");
    assert.equal(status, 1);
    assert.match(stderr, /MKWEB_SETTINGS_NOT_EDITABLE/);
    assert.deepEqual(await contents(place), before);
  });

  it("edits what the manifest says, and leaves alone what the options say", async (t) => {
    const place = await projectPlace(t, {
      "blueprint.json": JSON.stringify({
        describe: "x",
        edits: { installedApps: "{{ app_path }}", mount: "my/{{ app_name }}/" },
      }),
      "files/urls.ts": ours["urls.ts"],
    });
    assert.equal((await startapp(place, "blog")).status, 0);
    assert.match(await place.read("p/site/urls.ts"), /path\("my\/blog\/", include\(blog\)\)/);
    assert.match(await place.read("p/site/settings.ts"), /"blog"/);
    assert.equal((await startapp(place, "news", "--no-mount", "--no-settings")).status, 0);
    assert.doesNotMatch(await place.read("p/site/urls.ts"), /news/);
    assert.doesNotMatch(await place.read("p/site/settings.ts"), /news/);
  });

  for (const [edits, why] of [
    [{ installedApps: "evil-package" }, /names "evil-package", which is not in the app/],
    [{ installedApps: "{{ app_path }}/../evil" }, /which is not in the app/],
    [{ mount: '"); evil(); path("' }, /"edits\.mount" is not a valid address/],
    [{ mount: "a/" }, /mounts the app, and there is no urls\.ts/],
  ] as const) {
    it(`refuses to edit ${JSON.stringify(edits)}`, async (t) => {
      const place = await projectPlace(t, {
        "blueprint.json": JSON.stringify({ describe: "x", edits }),
        "files/a.ts": "",
      });
      const before = await contents(place);
      const { status, stderr } = await startapp(place, "blog");
      assert.equal(status, 1);
      assert.match(stderr, why);
      assert.deepEqual(await contents(place), before);
    });
  }

  it("shows with --dry-run what it then writes", async (t) => {
    const place = await projectPlace(t, ours);
    const before = await contents(place);
    const { status, stdout } = await startapp(place, "blog", "--dry-run");
    assert.equal(status, 0);
    assert.match(stdout, /^\+\+\+ b\/blog\/app\.ts$/m);
    assert.match(stdout, /^\+\+\+ b\/site\/settings\.ts$/m);
    assert.deepEqual(await contents(place), before);
  });

  it("tries nothing out: nothing of a template is run", async (t) => {
    const place = await projectPlace(t, { ...ours, "app.ts": "process.exit(9);\n" });
    const { status, stderr } = await startapp(place, "blog");
    assert.equal(status, 0);
    assert.match(stderr, /No code of the template was run; read it before you run it\./);
  });
});

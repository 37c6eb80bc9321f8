/** Projects of earlier versions are brought to what mkweb writes today; what their users did stays. */
import assert from "node:assert/strict";
import { rm, rename, chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { restyle } from "../../src/edits/index.ts";
import { newProject, oldProject, versions, type OldProject } from "./support.ts";

type Snapshot = Readonly<Record<string, string>>;

/** Without records, secrets, and what names the packed mkweb. */
function comparable(all: Snapshot): Snapshot {
  return Object.fromEntries(
    Object.entries(all).filter(
      ([path]) => !/^\.mkweb|^\.env$|^vendor\/|^package\.json$|^mysite\/urls\.ts$/.test(path),
    ),
  );
}

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split("\n"));

interface Entry {
  readonly kind: string;
  readonly path: string;
  readonly diff: string | null;
}
interface Answer {
  readonly ok: boolean;
  readonly from: string;
  readonly to: string;
  readonly files: readonly {
    readonly path: string;
    readonly change: string;
    readonly offered?: string;
    readonly places?: readonly string[];
  }[];
  readonly entries: readonly Entry[];
}

const changeOf = (answer: Answer, path: string): string | undefined =>
  answer.files.find((file) => file.path === path)?.change;

async function json(project: OldProject, ...words: readonly string[]): Promise<Answer> {
  const { stdout } = await project.update("--json", ...words);
  const answer: Answer = JSON.parse(stdout);
  return answer;
}

describe("a project that nobody changed", () => {
  for (const version of versions) {
    it(`becomes what startproject and startapp write today: ${version}`, async (t) => {
      const project = await oldProject(t, version);
      const fresh = await newProject(t);

      const { status, stderr } = await project.update();

      assert.equal(status, 0, stderr);
      assert.deepEqual(comparable(project.snapshot()), comparable(fresh.snapshot()));
      const urls = linesOf(await project.read("mysite/urls.ts"));
      for (const line of [
        'import * as blog from "../blog/urls.ts";',
        '  path("admin/", admin.site.urls),',
        '  path("blog/", include(blog)),',
        '  path("polls/", include(polls)),',
      ]) {
        assert.ok(urls.has(line), line);
      }
      const manifest = JSON.parse(await project.read("package.json"));
      const wanted = JSON.parse(await fresh.read("package.json"));
      assert.match(manifest.dependencies.mkweb, /^file:vendor\/[0-9a-f]{8}\/mkweb-.*\.tgz$/);
      manifest.dependencies.mkweb = wanted.dependencies.mkweb;
      assert.deepEqual(manifest, wanted);
    });

    it(`is left alone by a second update: ${version}`, async (t) => {
      const project = await oldProject(t, version);
      await project.update();
      const before = project.snapshot();

      const { status, stderr } = await project.update();

      assert.equal(status, 0);
      assert.match(stderr, /^The project is up to date with mkweb .*\. Nothing was changed\.$/m);
      assert.deepEqual(project.snapshot(), before);
    });
  }

  it("that this mkweb has just made is left alone", async (t) => {
    const project = await newProject(t);
    const before = project.snapshot();
    const { status, stderr } = await project.update();
    assert.equal(status, 0, stderr);
    assert.deepEqual(project.snapshot(), before);
  });
});

describe("--dry-run", () => {
  it("changes nothing, and shows exactly what applying does", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await project.write(
      "mysite/settings.ts",
      `${await project.read("mysite/settings.ts")}// mine\n`,
    );
    const before = project.snapshot();

    const dry = await json(project, "--dry-run");
    assert.deepEqual(project.snapshot(), before);
    const text = await project.update("--dry-run");
    assert.equal(text.status, 0);
    assert.match(text.stdout, /^diff --git a\/manage\.js b\/manage\.js$/m);
    assert.deepEqual(project.snapshot(), before);

    const applied = await json(project);
    assert.deepEqual(applied.entries, dry.entries);
    const changed = Object.entries(project.snapshot())
      .filter(([path, content]) => before[path] !== content && !path.endsWith("/"))
      .map(([path]) => path);
    const gone = Object.keys(before).filter((path) => !(path in project.snapshot()));
    assert.deepEqual(dry.entries.map(({ path }) => path).sort(), [...changed, ...gone].sort());
  });
});

describe("what the user did", () => {
  for (const version of versions) {
    it(`stays, and new parts come: ${version}`, async (t) => {
      const project = await oldProject(t, version);
      const edit = async (path: string, from: string | RegExp, to: string): Promise<void> => {
        const text = await project.read(path);
        assert.notEqual(text.replace(from, to), text, `${path} has ${String(from)}`);
        await project.write(path, text.replace(from, to));
      };
      await edit("mysite/settings.ts", 'TIME_ZONE: "UTC"', 'TIME_ZONE: "Europe/Berlin"');
      await edit("mysite/settings.ts", '    "blog",', '    "blog",\n    "mkweb/openapi",');
      await edit("mysite/urls.ts", "];", '  path("mine/", mine),\n];');
      await edit("package.json", '"test":', '"lint": "oxlint",\n    "test":');
      await edit("package.json", '"mkweb":', '"zod": "^4.0.0",\n    "mkweb":');
      await edit("tsconfig.json", '"strict": true', '"strict": true,\n    "incremental": true');
      await edit("blog/views.ts", /$/, "\nexport const mine = 1;\n");
      await edit("README.md", "# mysite", "# My site");
      await edit("blog/templates/blog/index.html", /\n/g, "\r\n");
      await rm(join(project.path, "blog/tests.ts"));
      await project.write("blog/admin.ts", "// my own\n");
      await project.write("notes.md", "mine\n");

      const answer = await json(project);

      assert.equal(answer.ok, true, JSON.stringify(answer, undefined, 1));
      const settings = await project.read("mysite/settings.ts");
      assert.match(settings, /TIME_ZONE: "Europe\/Berlin"/);
      assert.match(settings, /"blog",\n {4}"mkweb\/openapi",\n {4}"apps\/polls",/);
      assert.match(settings, /"mkweb\/admin",/);
      const urls = await project.read("mysite/urls.ts");
      assert.match(urls, /path\("mine\/", mine\)/);
      assert.match(urls, /path\("admin\/", admin\.site\.urls\)/);
      const manifest = JSON.parse(await project.read("package.json"));
      assert.equal(manifest.scripts.lint, "oxlint");
      assert.equal(manifest.dependencies.zod, "^4.0.0");
      assert.equal(manifest.dependencies["@mikro-orm/core"], undefined);
      assert.equal(manifest.version, "0.0.0");
      assert.match(await project.read("tsconfig.json"), /"incremental": true/);
      assert.match(await project.read("tsconfig.json"), /"mkweb\/auth\/middleware"/);
      assert.match(
        await project.read("blog/views.ts"),
        /request\.session[^]*export const mine = 1;\n$/,
      );
      assert.match(await project.read("README.md"), /^# My site\n[^]*createsuperuser/);
      const page = await project.read("blog/templates/blog/index.html");
      assert.doesNotMatch(page, /[^\r]\n/);
      assert.equal((await project.files()).includes("blog/tests.ts"), false);
      assert.equal(await project.read("blog/admin.ts"), "// my own\n");
      assert.equal(await project.read("notes.md"), "mine\n");
      if (version !== "with-the-admin") assert.equal(changeOf(answer, "blog/admin.ts"), "own");
      assert.match(await project.read("apps/polls/admin.ts"), /mkweb\/admin/);

      const again = project.snapshot();
      assert.deepEqual((await json(project)).entries, []);
      assert.deepEqual(project.snapshot(), again);
    });
  }

  it("stays where the code was formatted with other quotes and without semicolons", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    const inStyle = (text: string): string => restyle(text, { quote: "'", semicolons: false });
    const text = await project.read("blog/models.ts");
    await project.write("blog/models.ts", `${inStyle(text)}\nexport const mine = 1\n`);
    const { status, stderr } = await project.update();
    assert.equal(status, 0, stderr);
    const fresh = await (await newProject(t)).read("blog/models.ts");
    const wanted = `${inStyle(fresh)}\nexport const mine = 1\n`;
    assert.equal(await project.read("blog/models.ts"), wanted);
  });

  it("stays where a file was made executable or read-only for others", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await chmod(join(project.path, "manage.js"), 0o700);
    await project.update();
    assert.equal(await project.mode("manage.js"), "700");
    assert.match(await project.read("manage.js"), /ERR_MODULE_NOT_FOUND/);
  });

  it("stays away when it was a whole app that went, or got another name", async (t) => {
    const project = await oldProject(t, "before-the-admin");
    await rename(join(project.path, "blog"), join(project.path, "articles"));
    const before = await project.read("articles/templates/blog/index.html");
    const { status, stderr } = await project.update();
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^blog\/ no longer exists, so it was skipped\.$/m);
    assert.equal(
      (await project.files()).some((path) => path.startsWith("blog/")),
      false,
    );
    assert.equal(await project.read("articles/templates/blog/index.html"), before);
    assert.match(await project.read("apps/polls/admin.ts"), /mkweb\/admin/);
  });
});

describe("lines that both changed", () => {
  it("are marked with both versions, the rest is updated, and the exit status is 1", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    const before = (await project.read("manage.js")).split("\n");
    const at = before.findIndex((line) => line.includes("console.error(error"));
    const mine = before.with(at, "  // mine");
    await project.write("manage.js", mine.join("\n"));
    const untouched = project.snapshot();

    const dry = await project.update("--dry-run");
    assert.equal(dry.status, 1);
    assert.match(dry.stderr, /Nothing was written\. \[MKWEB_UPDATE_CONFLICTS\]/);
    assert.deepEqual(project.snapshot(), untouched);

    const { status, stderr } = await project.update();

    assert.equal(status, 1);
    assert.match(
      stderr,
      /changed the same lines in:\n {2}manage\.js \(line \d+\)\nEverything else is updated\. \[MKWEB_UPDATE_CONFLICTS\]/,
    );
    assert.match(stderr, /mkweb undo/);
    const text = await project.read("manage.js");
    assert.match(
      text,
      /^<<<<<<< yours\n(?:.*\n)*? {2}\/\/ mine\n(?:.*\n)*?\|{7} before\n(?:.*\n)*?=======\n(?:.*\n)*?>>>>>>> mkweb \d.*$/m,
    );
    assert.match(await project.read("mysite/urls.ts"), /admin\.site\.urls/);

    const marked = project.snapshot();
    const second = await project.update();
    assert.equal(second.status, 0);
    assert.match(second.stderr, /Conflict markers of an earlier update are still in manage\.js/);
    assert.deepEqual(project.snapshot(), marked);
  });

  it("are told to programs with their places", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await project.write("manage.js", "mine\n");
    const { status, stdout } = await project.update("--json");
    const answer: Answer & { readonly error: { readonly code: string; readonly files: string[] } } =
      JSON.parse(stdout);
    assert.equal(status, 1);
    assert.equal(answer.ok, false);
    assert.equal(answer.error.code, "MKWEB_UPDATE_CONFLICTS");
    assert.deepEqual(answer.error.files, [join(project.path, "manage.js")]);
    assert.equal(changeOf(answer, "manage.js"), "conflict");
    assert.equal(changeOf(answer, "README.md"), "replaced");
  });

  it("leave package.json without markers: the user's value stays, the other is told", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    const text = await project.read("package.json");
    await project.write("package.json", text.replace("file:vendor/mkweb-0.1.0.tgz", "^9.0.0"));
    const { status, stderr } = await project.update();
    assert.equal(status, 1);
    assert.match(stderr, /package\.json \(dependencies\.mkweb: "file:vendor\/[0-9a-f]{8}\/mkweb-/);
    const manifest = JSON.parse(await project.read("package.json"));
    assert.equal(manifest.dependencies.mkweb, "^9.0.0");
    assert.equal(manifest.dependencies["@mikro-orm/core"], undefined);
  });
});

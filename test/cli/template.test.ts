/** The numbers are those of Django's command line cases; docs/coming-from/django-differences.md explains them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { packageVersion } from "../../src/cli/files.ts";
import { emptyPlace, type Ended, type Place } from "./support.ts";
import { serveTemplates } from "./template-server.ts";

const settings = `"""{{ project_name }}"""\nKEY = "{{ secret_key }}"\n`;

/** A template of Django's kind in `tpl/`, with some more files. */
async function templatePlace(
  t: TestContext,
  more: Readonly<Record<string, string>> = {},
): Promise<Place> {
  const place = await emptyPlace(t);
  await place.write("tpl/manage.py", "#!/usr/bin/env python\nrun('{{ project_name }}')\n");
  await chmod(join(place.path, "tpl/manage.py"), 0o755);
  await place.write("tpl/project_name/settings.py", settings);
  await place.write("tpl/notes.txt", "{{ project_name }}\n");
  for (const [path, text] of Object.entries(more)) await place.write(`tpl/${path}`, text);
  return place;
}

const start = (place: Place, ...words: readonly string[]): Promise<Ended> =>
  place.mkweb(["startproject", "site", "--no-git", ...words]);

/** What is below `site/`, without its record. */
async function siteFiles(place: Place, folder = "site"): Promise<readonly string[]> {
  return (await place.files())
    .filter((file) => file.startsWith(`${folder}/`) && !file.includes(".mkweb/"))
    .map((file) => file.slice(folder.length + 1));
}

const usual = ["manage.py", "notes.txt", "site/settings.py"];

async function isMade(place: Place, ended: Ended, folder = "site"): Promise<void> {
  assert.equal(ended.status, 0, ended.stderr);
  assert.equal(ended.stdout, "");
  assert.deepEqual(await siteFiles(place, folder), usual);
  assert.match(await place.read(`${folder}/manage.py`), /run\('site'\)/);
  assert.equal(await place.read(`${folder}/notes.txt`), "{{ project_name }}\n");
}

/** Refused, and nothing is there that was not there before. */
async function isRefused(place: Place, words: readonly string[], why: RegExp): Promise<void> {
  const before = await place.files();
  const ended = await start(place, ...words);
  assert.equal(ended.status, 1);
  assert.equal(ended.stdout, "");
  assert.match(ended.stderr, why);
  assert.match(ended.stderr, /Nothing was written\./);
  assert.deepEqual(await place.files(), before);
}

const pack = ({ path }: Place, line: string): void => {
  const [file = "", ...args] = line.split(" ");
  execFileSync(file, args, { cwd: path });
};

describe("startproject --template", () => {
  it("copies all files and folders of a folder", async (t) => {
    const place = await templatePlace(t);
    await isMade(place, await start(place, "--template", "tpl"));
  });

  it("takes a folder with a slash behind it", async (t) => {
    const place = await templatePlace(t);
    await isMade(place, await start(place, "--template", "tpl/"));
  });

  it("takes a file: URL", async (t) => {
    const place = await templatePlace(t);
    await isMade(place, await start(place, "--template", pathToFileURL(`${place.path}/tpl`).href));
  });

  it("takes an archive by its path and unpacks it nowhere", async (t) => {
    const place = await templatePlace(t);
    pack(place, "tar czf x.tgz -C tpl .");
    await isMade(place, await start(place, "--template", "x.tgz"));
    assert.deepEqual(
      (await place.files()).filter((file) => !/^(?:tpl|site)\//.test(file)),
      ["x.tgz"],
    );
  });

  for (const [file, line] of [
    ["x.tar", "tar cf x.tar tpl"],
    ["x.tar.gz", "tar czf x.tar.gz tpl"],
    ["x.tgz", "tar czf x.tgz tpl"],
    ["x.tar.bz2", "tar cjf x.tar.bz2 tpl"],
    ["x.tbz", "tar cjf x.tbz tpl"],
    ["x.zip", "zip -qr x.zip tpl"],
  ] as const) {
    it(`takes ${file}, and leaves away the folder that holds all of it`, async (t) => {
      const place = await templatePlace(t);
      pack(place, line);
      await isMade(place, await start(place, "--template", file));
    });
  }

  it("writes an archive's files into another folder that is there", async (t) => {
    const place = await templatePlace(t);
    pack(place, "tar czf x.tgz tpl");
    await mkdir(join(place.path, "other"));
    await isMade(place, await start(place, "other", "--template", "x.tgz"), "other");
  });

  it("downloads a URL, with a slash behind it too, and says who asks", async (t) => {
    const place = await templatePlace(t);
    pack(place, "tar czf x.tgz tpl");
    const bytes = await readFile(join(place.path, "x.tgz"));
    const asked: (readonly [string | undefined, string | undefined])[] = [];
    const server = await serveTemplates(t, (request, response) => {
      asked.push([request.url, request.headers["user-agent"]]);
      response.end(bytes);
    });
    await isMade(place, await start(place, "--template", `${server}/x.tgz`));
    await rm(join(place.path, "site"), { recursive: true });
    await isMade(place, await start(place, "--template", `${server}/x.tgz/`));
    const agent = `mkweb/${packageVersion()}`;
    assert.deepEqual(asked, [
      ["/x.tgz", agent],
      ["/x.tgz/", agent],
    ]);
  });

  it("names what a URL with a slash behind it leads to", async (t) => {
    const place = await templatePlace(t);
    const server = await serveTemplates(t, (_, response) => response.end("no archive"));
    await isRefused(place, ["--template", `${server}/x.tgz/`], /couldn't extract file x\.tgz of/);
  });

  it("says who asks when it is sent on, a few times only", async (t) => {
    const place = await templatePlace(t);
    pack(place, "tar czf x.tgz tpl");
    const bytes = await readFile(join(place.path, "x.tgz"));
    const agents: (string | undefined)[] = [];
    const server = await serveTemplates(t, (request, response) => {
      agents.push(request.headers["user-agent"]);
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(bytes);
      else response.writeHead(302, { Location: `/${left - 1}` }).end();
    });
    await isMade(place, await start(place, "--template", `${server}/5`));
    assert.deepEqual(new Set(agents), new Set([`mkweb/${packageVersion()}`]));
    await rm(join(place.path, "site"), { recursive: true });
    await isRefused(place, ["--template", `${server}/6`], /it redirects more than 5 times/);
  });

  it("takes the name from Content-Disposition, else the kind from Content-Type", async (t) => {
    const place = await templatePlace(t);
    const server = await serveTemplates(t, (request, response) => {
      const named = request.url === "/named";
      if (named) response.setHeader("Content-Disposition", 'attachment; filename="my.zip"');
      response.setHeader("Content-Type", "application/zip; charset=binary");
      response.end("no archive");
    });
    await isRefused(place, ["--template", `${server}/named`], /couldn't extract file my\.zip of/);
    await isRefused(
      place,
      ["--template", `${server}/typed`],
      /couldn't extract file typed\.zip of/,
    );
  });

  it("says why a URL cannot be downloaded, and leaves nothing", async (t) => {
    const place = await templatePlace(t);
    const server = await serveTemplates(t, (_, response) => response.writeHead(404).end());
    const url = `${server}/x.tgz`;
    await isRefused(
      place,
      ["--template", url],
      new RegExp(`couldn't download URL ${url} to x\\.tgz: HTTP Error 404: Not Found`),
    );
    await isRefused(
      place,
      ["--template", "http://127.0.0.1:9/x.tgz"],
      /couldn't download URL http:\/\/127\.0\.0\.1:9\/x\.tgz to x\.tgz: .+/,
    );
  });

  it("refuses a path where nothing is", async (t) =>
    isRefused(
      await templatePlace(t),
      ["--template", "/nope"],
      /couldn't handle template \/nope: No such file or directory/,
    ));

  it("refuses a file that is no archive", async (t) => {
    const place = await templatePlace(t);
    await place.write("x.tgz", "just text");
    await isRefused(place, ["--template", "x.tgz"], /couldn't extract file x\.tgz of x\.tgz: /);
  });

  it("fetches by http and https", async (t) => {
    const place = await templatePlace(t);
    await isRefused(place, ["--template", "ftp://x/y.tgz"], /templates cannot be fetched by ftp/);
    await isRefused(place, ["--template", "https://127.0.0.1:9/y.tgz"], /couldn't download URL/);
  });

  it("renders .py and .ts, and copies everything else byte for byte", async (t) => {
    const bytes = Buffer.from([0, 255, 123, 123, 32, 120, 32, 125, 125]);
    const place = await templatePlace(t, { "a.ts": "{{ project_name }}", "b.js": "{% broken" });
    await writeFile(join(place.path, "tpl/c.png"), bytes);
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/a.ts"), "site");
    assert.equal(await place.read("site/b.js"), "{% broken");
    assert.deepEqual(await readFile(join(place.path, "site/c.png")), bytes);
    assert.match(await place.read("site/site/settings.py"), /^"""site"""\nKEY = "[\w-]{64}"\n$/);
  });

  it("names x.py-tpl x.py and renders it, and .ts-tpl and .js-tpl likewise", async (t) => {
    const names = ["x.py-tpl", "y.ts-tpl", "manage.js-tpl", "z.txt-tpl"];
    const place = await templatePlace(
      t,
      Object.fromEntries(names.map((name) => [name, "{{ project_name }}"])),
    );
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/x.py"), "site");
    assert.equal(await place.read("site/y.ts"), "site");
    assert.equal(await place.read("site/manage.js"), "site");
    assert.equal(await place.read("site/z.txt-tpl"), "{{ project_name }}");
  });

  it("-e renders more endings, several in one or in several options", async (t) => {
    const more = { "a.html": "{{ project_name }}", "b.cfg": "{{ project_name }}" };
    const place = await templatePlace(t, more);
    assert.equal((await start(place, "--template", "tpl", "-e", "html, cfg")).status, 0);
    assert.equal(await place.read("site/a.html"), "site");
    assert.equal(await place.read("site/b.cfg"), "site");
    assert.match(await place.read("site/manage.py"), /run\('site'\)/);
    const again = ["--template", "tpl", "--extension", "txt", "-e", ".html"];
    await place.mkweb(["startproject", "two", "--no-git", ...again]);
    assert.equal(await place.read("two/notes.txt"), "two\n");
    assert.equal(await place.read("two/a.html"), "two");
    assert.equal(await place.read("two/b.cfg"), "{{ project_name }}");
  });

  it("-n renders files by their names, in every folder", async (t) => {
    const more = { Procfile: "{{ project_name }}", "deep/Procfile": "{{ project_name }}" };
    const place = await templatePlace(t, more);
    assert.equal((await start(place, "--template", "tpl", "-n", "Procfile,notes.txt")).status, 0);
    assert.equal(await place.read("site/Procfile"), "site");
    assert.equal(await place.read("site/deep/Procfile"), "site");
    assert.equal(await place.read("site/notes.txt"), "site\n");
  });

  it("replaces project_name in the names of files and folders", async (t) => {
    const place = await templatePlace(t, { "a/my_project_name_x/project_name.txt": "" });
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.ok((await siteFiles(place)).includes("a/my_site_x/site.txt"));
  });

  it("gives templates Django's variables and the options; an unknown one is empty", async (t) => {
    const names = [
      "project_name",
      "project_directory",
      "camel_case_project_name",
      "docs_version",
      "django_version",
      "mkweb_version",
      "template",
      "extensions|join:','",
      "database",
      "nothing",
      "nothing.at.all",
    ];
    const place = await templatePlace(t, {
      "a.py": names.map((name) => `{{ ${name} }}`).join("\n"),
    });
    const words = ["startproject", "my_new_site", "--template", "tpl", "-e", "html", "--no-git"];
    assert.equal((await place.mkweb(words)).status, 0);
    assert.deepEqual((await place.read("my_new_site/a.py")).split("\n"), [
      "my_new_site",
      join(place.path, "my_new_site"),
      "MyNewSite",
      "5.2",
      "5.2",
      packageVersion(),
      "tpl",
      "py,ts,html",
      "sqlite",
      "",
      "",
    ]);
  });

  it("escapes nothing", async (t) => {
    const place = await templatePlace(t, { "a.py": "{{ x }}{{ '<&>' }}" });
    assert.equal((await start(place, "--template", "tpl", "--var", 'x=<&>"')).status, 0);
    assert.equal(await place.read("site/a.py"), '<&>"<&>');
  });

  it("keeps text in UTF-8, and refuses to render other bytes", async (t) => {
    const text = "\ufeff# Été こんにちは 😀\r\n{{ project_name }}\r\n";
    const place = await templatePlace(t, { "a.py": text });
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/a.py"), text.replace("{{ project_name }}", "site"));
    await rm(join(place.path, "site"), { recursive: true });
    await writeFile(join(place.path, "tpl/b.py"), Buffer.from([0xe9, 0x74]));
    await isRefused(
      place,
      ["--template", "tpl"],
      /tpl: b\.py: it is to be rendered but is not UTF-8/,
    );
  });

  it("writes nothing when one file cannot be rendered, and names file and line", async (t) => {
    const place = await templatePlace(t, { "z.py": "x\n{% if %}\n" });
    await isRefused(
      place,
      ["--template", "tpl"],
      /tpl: z\.py, line 2: .*\[MKWEB_TEMPLATE_FAILED\]/s,
    );
  });

  it("leaves hidden folders, .git and __pycache__ out, and keeps hidden files", async (t) => {
    const more = {
      ".env": "A=1",
      ".hidden/a.py": "",
      ".git/config": "",
      "__pycache__/a.txt": "",
      "deep/.hidden/a.py": "",
    };
    const place = await templatePlace(t, more);
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.deepEqual(await siteFiles(place), [".env", ...usual]);
  });

  it("keeps the settings of editors", async (t) => {
    const place = await templatePlace(t, { ".editorconfig": "root = true\n" });
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/.editorconfig"), "root = true\n");
  });

  for (const bare of [["--exclude"], ["-x"], ["--exclude="]]) {
    it(`${bare[0]} without a value takes hidden folders in and renders them`, async (t) => {
      const more = { ".hidden/a.py": "{{ project_name }}", ".git/config": "", "__pycache__/a": "" };
      const place = await templatePlace(t, more);
      const { status, stderr } = await start(place, ...bare, "--template", "tpl");
      assert.equal(status, 0, stderr);
      assert.deepEqual(await siteFiles(place), [".hidden/a.py", ...usual]);
      assert.equal(await place.read("site/.hidden/a.py"), "site");
    });
  }

  it("--exclude and -x leave folders of these names out", async (t) => {
    const more = { "extra/a.py": "", "deep/extra/a.py": "", ".hidden/a.py": "", ".other/a.py": "" };
    const place = await templatePlace(t, more);
    const words = ["--template", "tpl", "--exclude", "extra", "-x", ".hidden"];
    assert.equal((await start(place, ...words)).status, 0);
    assert.deepEqual(await siteFiles(place), [".other/a.py", ...usual]);
    pack(place, "tar czf x.tgz tpl");
    await rm(join(place.path, "site"), { recursive: true });
    words[1] = "x.tgz";
    assert.equal((await start(place, ...words)).status, 0);
    assert.deepEqual(await siteFiles(place), [".other/a.py", ...usual]);
  });

  it("never copies what Python compiled", async (t) => {
    const place = await templatePlace(t, { "a.pyc": "", "b.pyo": "", "c.py.class": "" });
    assert.equal((await start(place, "--template", "tpl", "-x")).status, 0);
    assert.deepEqual(await siteFiles(place), usual);
  });

  it("keeps the executable bit, and makes a read-only file writable", async (t) => {
    const place = await templatePlace(t);
    await chmod(join(place.path, "tpl/notes.txt"), 0o444);
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.mode("site/manage.py"), "755");
    assert.equal(await place.mode("site/notes.txt"), "644");
  });

  it("makes a read-only program writable, and leaves it one", async (t) => {
    const place = await templatePlace(t);
    await chmod(join(place.path, "tpl/manage.py"), 0o500);
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.mode("site/manage.py"), "755");
  });

  it("copies what a link to a file in the folder leads to, and refuses any in an archive", async (t) => {
    const place = await templatePlace(t);
    await symlink("notes.txt", join(place.path, "tpl/link.txt"));
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/link.txt"), "{{ project_name }}\n");
    await rm(join(place.path, "site"), { recursive: true });
    pack(place, "tar czf x.tgz tpl");
    await isRefused(place, ["--template", "x.tgz"], /"tpl\/link\.txt" is a link/);
  });

  it("leaves files that are not rendered byte for byte", async (t) => {
    const text = "b==1\r\n   a == 2   \n\n\n";
    const place = await templatePlace(t, { "requirements.in": text, "style.ts": text });
    assert.equal((await start(place, "--template", "tpl")).status, 0);
    assert.equal(await place.read("site/requirements.in"), text);
    assert.equal(await place.read("site/style.ts"), text);
  });

  it("says with -v 2 what is rendered and made", async (t) => {
    const place = await templatePlace(t);
    const { stderr } = await start(place, "--template", "tpl", "-v", "2", "-e", "txt", "-n", "a,b");
    assert.match(stderr, /^Rendering project template files with extensions: \.py, \.ts, \.txt$/m);
    assert.match(stderr, /^Rendering project template files with filenames: a,b$/m);
    assert.match(stderr, /^Creating .*\/site\/manage\.py$/m);
  });

  it("records where the template came from, and no secret that it was given", async (t) => {
    const place = await templatePlace(t);
    await start(place, "--template", "tpl", "--var", "colour=red");
    const record = JSON.parse(await place.read("site/.mkweb/0001_project.json"));
    const { blueprint, source, answers, files, command } = record;
    assert.equal(blueprint, "project");
    assert.equal(command, "startproject site --template tpl");
    assert.deepEqual(Object.keys(source), ["kind", "spec", "resolved", "hash"]);
    assert.equal(source.kind, "folder");
    assert.equal(source.spec, "tpl");
    assert.equal(answers.colour, "red");
    assert.equal(answers.secret_key, undefined);
    assert.equal(files["notes.txt"].rendered, "{{ project_name }}\n");
    assert.deepEqual(files["site/settings.py"], { sha256: null, rendered: null });
    const options = ["-e", "html", "-x"];
    await place.mkweb(["startproject", "two", "--no-git", "--template", "tpl", ...options]);
    const second = JSON.parse(await place.read("two/.mkweb/0001_project.json"));
    assert.deepEqual(second.source.options, { extensions: ["html"], files: [], exclude: [""] });
  });

  it("shows a dry run no secret that it was given", async (t) => {
    const place = await templatePlace(t);
    const shown = await start(place, "--template", "tpl", "--dry-run");
    assert.match(
      shown.stdout,
      /^# settings\.py is private and not shown$|settings\.py is private/m,
    );
    assert.doesNotMatch(shown.stdout, /^\+SECRET_KEY = /m);
    const told = await start(place, "--template", "tpl", "--dry-run", "--json");
    const { entries } = JSON.parse(told.stdout);
    const settings = entries.find(({ path }: { path: string }) => path.endsWith("settings.py"));
    assert.equal(settings.diff, null);
  });

  it("sends the login of a URL to its server, and writes it down nowhere", async (t) => {
    const place = await templatePlace(t, { "a.py": "{{ template }}" });
    pack(place, "tar czf x.tgz tpl");
    const bytes = await readFile(join(place.path, "x.tgz"));
    const asked: (string | undefined)[] = [];
    const server = await serveTemplates(t, (request, response) => {
      asked.push(request.headers.authorization);
      response.end(bytes);
    });
    const url = `${server.replace("//", "//ann:hidden%21@")}/x.tgz?token=geheim`;
    const { status, stderr } = await start(place, "--template", url);
    assert.equal(status, 0, stderr);
    assert.deepEqual(asked, [`Basic ${Buffer.from("ann:hidden!").toString("base64")}`]);
    for (const file of await place.files()) {
      if (file.startsWith("site/")) assert.doesNotMatch(await place.read(file), /hidden|geheim/);
    }
    assert.doesNotMatch(stderr, /hidden|geheim/);
  });

  it("refuses what is said about a template when none is named", async (t) => {
    const place = await emptyPlace(t);
    for (const words of [["-e", "html"], ["-n", "a"], ["-x"], ["--var", "a=b"]]) {
      const { status, stderr } = await place.mkweb(["startproject", "site", ...words]);
      assert.equal(status, 2);
      assert.match(stderr, /it applies only to your own template: give --template too/);
    }
    assert.deepEqual(await place.files(), []);
  });
});

import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it, type TestContext } from "node:test";
import { checkFiles } from "../../src/management/checks/files.ts";
import { ask, makeSite } from "../server/site.ts";

const processors = { context_processors: ["mkweb/context-processors#media"] };

async function site(t: TestContext, settings: object = {}) {
  const made = await makeSite(t, {
    urls: `path('', (request) => render(request, 'page.html'))`,
    files: {
      "templates/page.html":
        "{% load static %}{{ MEDIA_URL }} {% get_media_prefix %} {% get_media_prefix as p %}{{ p }}",
    },
    settings: {
      DEBUG: true,
      MEDIA_ROOT: "media",
      MEDIA_URL: "media/",
      TEMPLATES: [{ DIRS: ["templates"], OPTIONS: processors }],
      ...settings,
    },
  });
  const folder = fileURLToPath(made.settings.BASE_DIR);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write("secret.txt", "secret");
  await write("media/a b.txt", "0123456789");
  await write("media/page.html", "<script>alert(1)</script>");
  await symlink(join(folder, "secret.txt"), join(folder, "media/link.txt"));
  await symlink(folder, join(folder, "media/out"));
  return made;
}

describe("files in MEDIA_ROOT", () => {
  it("are served with DEBUG, in parts too, and no browser guesses their type", async (t) => {
    const made = await site(t);
    const whole = await ask(made, "/media/a%20b.txt");
    assert.equal(await whole.text(), "0123456789");
    assert.equal(whole.headers.get("Content-Type"), "text/plain; charset=utf-8");
    assert.equal(whole.headers.get("X-Content-Type-Options"), "nosniff");
    const part = await ask(made, "/media/a%20b.txt", { headers: { Range: "bytes=2-4" } });
    assert.deepEqual([part.status, await part.text()], [206, "234"]);
    const etag = whole.headers.get("ETag") ?? "";
    const same = await ask(made, "/media/a%20b.txt", { headers: { "If-None-Match": etag } });
    assert.equal(same.status, 304);
    assert.equal((await ask(made, "/media/a%20b.txt", { method: "POST" })).status, 405);
  });

  it("are all that is served: no links out, no folders, no neighbours", async (t) => {
    const made = await site(t);
    for (const path of [
      "link.txt",
      "out/secret.txt",
      "..%2fsecret.txt",
      "%2e%2e/secret.txt",
      "",
      "out",
      "a b.txt%00",
      "..%5csecret.txt",
    ]) {
      const response = await ask(made, `/media/${path}`);
      assert.equal(response.status, 404, path);
      assert.doesNotMatch(await response.text(), /^secret$/);
    }
  });

  it("are not served without DEBUG, or while MEDIA_ROOT or MEDIA_URL is not set", async (t) => {
    for (const settings of [
      { DEBUG: false },
      { MEDIA_ROOT: "" },
      { MEDIA_URL: "" },
      { MEDIA_URL: "https://cdn.example.com/" },
    ]) {
      const made = await site(t, settings);
      assert.equal((await ask(made, "/media/a%20b.txt")).status, 404);
    }
  });
});

describe("MEDIA_URL", () => {
  it("is there in templates, from the site's root", async (t) => {
    assert.equal(await (await ask(await site(t), "/")).text(), "/media/ /media/ /media/");
  });

  it("must end with a slash", async (t) => {
    const ids = async (MEDIA_URL: string) => {
      const { settings, apps } = await site(t, { MEDIA_URL });
      return (await checkFiles({ settings, apps })).map(({ id }) => id);
    };
    assert.deepEqual(await ids("/media"), ["urls.E006"]);
    assert.deepEqual(await ids("/media/"), []);
  });
});

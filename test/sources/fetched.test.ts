/** Templates that npm and git fetch, from a registry and repositories of this machine. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { serveTemplates } from "../cli/template-server.ts";
import { tar, type TarEntry } from "./archives.ts";
import { emptyFolder, open, textsOf } from "./support.ts";

/** What is left in the folder for temporary files. */
const leftovers = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => /^mkweb-(?:npm|git)-/.test(name));

describe("an npm package", () => {
  /** A registry with one package, `@acme/tpl` in the versions 1.0.0 and 1.1.0; npm's environment for it. */
  async function registry(t: TestContext, more: readonly TarEntry[] = []) {
    const asked: string[] = [];
    const folder = emptyFolder(t);
    const packed = (version: string): Buffer =>
      gzipSync(
        tar([
          {
            name: "package/package.json",
            text: JSON.stringify({
              name: "@acme/tpl",
              version,
              scripts: { prepare: `touch ${folder}/ran`, preinstall: `touch ${folder}/ran` },
            }),
          },
          { name: "package/version.txt", text: version },
          ...more,
        ]),
      );
    const server = await serveTemplates(t, (request, response) => {
      asked.push(request.url ?? "");
      const tarball = /tpl-(\d\.\d\.\d)\.tgz$/.exec(request.url ?? "")?.[1];
      if (tarball !== undefined) return response.end(packed(tarball));
      if (request.url !== "/@acme%2ftpl") return response.writeHead(404).end("{}");
      const versions = ["1.0.0", "1.1.0"].map((version) => {
        const integrity = `sha512-${createHash("sha512").update(packed(version)).digest("base64")}`;
        const dist = { tarball: `${address()}/tpl-${version}.tgz`, integrity };
        return [version, { name: "@acme/tpl", version, dist }];
      });
      const all = { "dist-tags": { latest: "1.1.0" }, versions: Object.fromEntries(versions) };
      return response.end(JSON.stringify({ name: "@acme/tpl", ...all }));
    });
    const address = (): string => server;
    const env = {
      ...process.env,
      npm_config_registry: server,
      npm_config_cache: join(folder, "cache"),
      npm_config_fetch_retries: "0",
      npm_config_update_notifier: "false",
    };
    return { env, folder, asked };
  }

  it("is taken from the registry npm is set to, in the newest version of a range", async (t) => {
    const { env, folder } = await registry(t);
    const newest = await open("npm:@acme/tpl", folder, env);
    assert.deepEqual(Object.keys(textsOf(newest)), ["package.json", "version.txt"]);
    assert.equal(newest.record.resolved, "@acme/tpl@1.1.0");
    assert.equal(newest.record.spec, "npm:@acme/tpl");
    const older = await open("npm:@acme/tpl@~1.0.0", folder, env);
    assert.equal(textsOf(older)["version.txt"], "1.0.0");
    assert.equal(older.record.resolved, "@acme/tpl@1.0.0");
    assert.deepEqual(leftovers(), []);
  });

  it("runs nothing of what it is", async (t) => {
    const { env, folder } = await registry(t);
    await open("npm:@acme/tpl", folder, env);
    assert.equal(existsSync(join(folder, "ran")), false);
  });

  it("that does not exist is refused with npm's reason, and nothing is left", async (t) => {
    const { env, folder } = await registry(t);
    await assert.rejects(open("npm:@acme/other", folder, env), {
      code: "MKWEB_TEMPLATE_NOT_FOUND",
      message: /^couldn't fetch npm:@acme\/other: Not Found - GET .* Nothing was written\.$/s,
    });
    await assert.rejects(open("npm:@acme/tpl@^9", folder, env), {
      code: "MKWEB_TEMPLATE_NOT_FOUND",
      message: /^couldn't fetch npm:@acme\/tpl@\^9: No matching version found/,
    });
    assert.deepEqual(leftovers(), []);
  });

  it("is judged like any archive", async (t) => {
    const { env, folder } = await registry(t, [{ name: "package/a", type: "2", link: "/etc" }]);
    await assert.rejects(open("npm:@acme/tpl", folder, env), {
      code: "MKWEB_TEMPLATE_REFUSED",
      message: /"package\/a" is a link/,
    });
  });

  it("needs npm", async (t) => {
    const { env, folder } = await registry(t);
    await assert.rejects(open("npm:@acme/tpl", folder, { ...env, PATH: folder }), {
      message: /^couldn't fetch npm:@acme\/tpl: npm is not installed\./,
    });
  });
});

describe("a repository", () => {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"];

  function repository(t: TestContext) {
    const around = emptyFolder(t);
    const folder = join(around, "repo.git");
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-C", folder, ...identity, ...args], { encoding: "utf8" }).trim();
    mkdirSync(folder);
    git("init", "-q", "-b", "main");
    writeFileSync(join(folder, "a.ts"), "main\n");
    writeFileSync(join(folder, "run.sh"), "#!/bin/sh\n");
    chmodSync(join(folder, "run.sh"), 0o755);
    git("add", ".");
    git("commit", "-qm", "first");
    return { around, folder, git };
  }

  it("is taken by its path, as a file: URL and with a branch, a tag or a commit", async (t) => {
    const { around, folder, git } = repository(t);
    const first = git("rev-parse", "HEAD");
    git("tag", "v1");
    git("checkout", "-qb", "feature/x");
    writeFileSync(join(folder, "a.ts"), "other\n");
    git("commit", "-qam", "second");
    const second = git("rev-parse", "HEAD");
    git("checkout", "-q", "main");
    const url = `git+${pathToFileURL(folder).href}`;
    for (const [typed, text, commit] of [
      ["repo.git", "main\n", first],
      [url, "main\n", first],
      [`${url}#feature/x`, "other\n", second],
      ["repo.git#feature/x", "other\n", second],
      [`${url}#v1`, "main\n", first],
      [`${url}#${second}`, "other\n", second],
    ] as const) {
      const opened = await open(typed, around);
      assert.deepEqual(textsOf(opened), { "a.ts": text, "run.sh": "#!/bin/sh\n" }, typed);
      assert.equal(opened.files.get("run.sh")?.mode, 0o777);
      assert.deepEqual(opened.record.resolved, commit);
      assert.equal(opened.record.kind, "git");
    }
    assert.deepEqual(leftovers(), []);
  });

  it("keeps a folder that holds all of it", async (t) => {
    const { around, folder, git } = repository(t);
    git("rm", "-q", "a.ts", "run.sh");
    mkdirSync(join(folder, "only"));
    writeFileSync(join(folder, "only/a.ts"), "");
    git("add", ".");
    git("commit", "-qm", "folder");
    assert.deepEqual(Object.keys(textsOf(await open("repo.git", around))), ["only/a.ts"]);
  });

  it("runs no hook, no filter and no program that it or its address names", async (t) => {
    const { around, folder, git } = repository(t);
    const ran = join(around, "ran");
    writeFileSync(join(folder, ".git/hooks/post-checkout"), `#!/bin/sh\ntouch ${ran}\n`);
    chmodSync(join(folder, ".git/hooks/post-checkout"), 0o755);
    writeFileSync(join(folder, ".gitattributes"), "*.ts filter=evil\n");
    git("config", "filter.evil.smudge", `touch ${ran}`);
    git("config", "uploadpack.packObjectsHook", `touch ${ran}`);
    git("add", ".");
    git("commit", "-qm", "attributes");
    await open("repo.git", around);
    await assert.rejects(open(`git+ext::sh -c "touch ${ran}"`, around));
    await assert.rejects(open(`git+file://x/--upload-pack=touch ${ran}`, around));
    await assert.rejects(open(`--upload-pack=touch ${ran}.git`, around));
    assert.equal(existsSync(ran), false);
  });

  it("is refused for a link in it, which is never followed", async (t) => {
    const { around, folder, git } = repository(t);
    symlinkSync("/etc/passwd", join(folder, "link"));
    git("add", ".");
    git("commit", "-qm", "link");
    await assert.rejects(open("repo.git", around), {
      code: "MKWEB_TEMPLATE_REFUSED",
      message: /"link" is a link/,
    });
  });

  it("that is not there, or has no such branch, is refused with git's reason", async (t) => {
    const { around } = repository(t);
    await assert.rejects(open("repo.git#nope", around), {
      code: "MKWEB_TEMPLATE_NOT_FOUND",
      message: /^couldn't fetch repo\.git#nope: .*couldn't find remote ref nope/s,
    });
    await assert.rejects(open("nothing.git", around), {
      code: "MKWEB_TEMPLATE_NOT_FOUND",
      message: /^couldn't fetch nothing\.git: .*not appear to be a git repository/s,
    });
    assert.deepEqual(leftovers(), []);
  });

  it("is asked by the one way that was typed, and its password is not repeated", async (t) => {
    const { around, folder } = repository(t);
    const server = await serveTemplates(t, (_, response) =>
      response.writeHead(302, { Location: `${pathToFileURL(folder).href}/` }).end(),
    );
    const typed = `git+${server.replace("//", "//ann:hidden@")}/x.git`;
    await assert.rejects(open(typed, around), (error: Error) => {
      assert.match(error.message, /^couldn't fetch git\+http:\/\/127\.0\.0\.1:\d+\/x\.git: /);
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    });
  });
});

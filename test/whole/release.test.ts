/**
 * How a project made by an installed mkweb gets mkweb, with a registry of our own.
 * Slow, as npm installs the package, packs it, and asks registries in five projects.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { cleanEnvironment, installPacked, run, type Installed } from "./support.ts";

const build = new URL("../../build/", import.meta.url);

let installed: Installed;
/** What it packs it keeps here for all projects, as for one user. */
let cache: string;
before(async () => {
  installed = await installPacked();
  cache = await mkdtemp(join(tmpdir(), "mkweb-release-cache-"));
});
after(async () => {
  await installed.remove();
  await rm(cache, { recursive: true });
});

/** A registry that has one version of one package, or nothing. */
async function registry(t: TestContext, tarball: Buffer | undefined): Promise<string> {
  const version = await versionOf();
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    if (tarball && url.endsWith(".tgz")) {
      response.end(tarball);
      return;
    }
    if (!tarball || url !== "/mkweb") {
      response.writeHead(404).end("{}");
      return;
    }
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const dist = { tarball: `http://${request.headers.host}/mkweb.tgz`, integrity };
    const versions = { [version]: { name: "mkweb", version, dist } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name: "mkweb", "dist-tags": { latest: version }, versions }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return `http://127.0.0.1:${address.port}/`;
}

async function versionOf(): Promise<string> {
  const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { version }: { version: string } = JSON.parse(manifest);
  return version;
}

async function ownTarball(): Promise<Buffer> {
  const [name = ""] = await readdir(build);
  return readFile(new URL(name, build));
}

/** Makes a project; the installation itself fails, since such a registry has nothing else. */
async function dependencyOf(t: TestContext, registry: string, ...options: string[]) {
  const cwd = await mkdtemp(join(tmpdir(), "mkweb-release-test-"));
  t.after(() => rm(cwd, { recursive: true }));
  const env = {
    ...cleanEnvironment(),
    npm_config_registry: registry,
    npm_config_cache: join(cwd, "npm-cache"),
    npm_config_fetch_retries: "0",
    XDG_CACHE_HOME: cache,
  };
  const args = ["startproject", "proj", "--no-git", ...options];
  const { stderr } = await run(installed.mkweb, args, { cwd, env });
  const manifest = await readFile(join(cwd, "proj/package.json"), "utf8").catch(() => stderr);
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(manifest);
  const files = await readdir(join(cwd, "proj"));
  const kept = await readdir(join(cache, "mkweb/packed"));
  return { mkweb: dependencies["mkweb"], brings: files.includes("vendor"), kept: kept.length };
}

describe("a project made by an installed mkweb", () => {
  it("depends on the release by version where the registry serves these very files", async (t) => {
    // Another compression level, as another Node would use.
    const url = await registry(t, gzipSync(gunzipSync(await ownTarball()), { level: 1 }));
    const found = await dependencyOf(t, url);
    assert.deepEqual(found, { mkweb: `^${await versionOf()}`, brings: false, kept: 1 });
  });

  it("brings the tarball where another package has the name and version", async (t) => {
    const tar = gunzipSync(await ownTarball());
    const at = tar.indexOf("mkweb");
    tar.write("evil!", tar.indexOf("mkweb", at + 5));
    const found = await dependencyOf(t, await registry(t, gzipSync(tar)));
    assert.deepEqual(found, {
      mkweb: `file:vendor/mkweb-${await versionOf()}.tgz`,
      brings: true,
      kept: 1,
    });
  });

  it("brings the tarball where the registry does not know it, or cannot be reached", async (t) => {
    const specifier = `file:vendor/mkweb-${await versionOf()}.tgz`;
    const unknown = await dependencyOf(t, await registry(t, undefined));
    assert.equal(unknown.mkweb, specifier);
    const offline = await dependencyOf(t, "http://127.0.0.1:9/");
    assert.equal(offline.mkweb, specifier);
  });

  it("brings the tarball without asking anyone when nothing is installed", async (t) => {
    const found = await dependencyOf(t, "http://127.0.0.1:9/", "--no-install");
    assert.equal(found.mkweb, `file:vendor/mkweb-${await versionOf()}.tgz`);
  });

  it("is not made where npm cannot pack mkweb, and nothing is written", async (t) => {
    const cwd = await mkdtemp(join(tmpdir(), "mkweb-release-test-"));
    t.after(() => rm(cwd, { recursive: true }));
    await writeFile(join(cwd, "npm"), "#!/bin/sh\necho no npm today >&2\nexit 1\n", {
      mode: 0o755,
    });
    const environment = cleanEnvironment();
    const env = { ...environment, PATH: `${cwd}:${environment["PATH"]}`, XDG_CACHE_HOME: cwd };
    const ended = await run(installed.mkweb, ["startproject", "proj", "--no-install"], {
      cwd,
      env,
    });
    assert.equal(ended.status, 1);
    assert.match(ended.stderr, /npm could not pack mkweb:\nno npm today \[MKWEB_PACK_FAILED\]/);
    assert.deepEqual(
      (await readdir(cwd)).filter((name) => name === "proj"),
      [],
    );
  });
});

/** The Dockerfile's steps, done one after the other in plain folders, and what comes out of them, run. */
import assert from "node:assert/strict";
import { chmod, readdir, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseEnv } from "node:util";
import { emptyPlace } from "../cli/support.ts";
import { cleanEnvironment } from "../whole/support.ts";
import { startProcess, type Started } from "../support/project.ts";
import { buildPlainly, type Image } from "./dockerfile.ts";

describe("the image", () => {
  it("is built by the Dockerfile's steps, migrates, answers its health check, and ends at SIGTERM", async (t) => {
    const place = await emptyPlace(t);
    // The machine's own environment says how packages are reached.
    const env = setOnly(cleanEnvironment(process.execPath));
    const made = await place.mkweb(["startproject", "site", ".", "--no-git"], { env });
    assert.equal(made.status, 0, made.stderr);
    await place.mkweb(["startapp", "blog", "--no-verify"]);
    const deployed = await place.mkweb(["deploy", "docker", "--domain", "shop.example.com"]);
    assert.equal(deployed.status, 0, deployed.stderr);
    await place.write("db.sqlite3", "the development's");
    await place.write("blog/node_modules/x.js", "");
    await place.write(".git/HEAD", "");

    const image = await buildPlainly(t, place.path);
    const app = join(image.root, image.workdir);
    const files = await readdir(app, { recursive: true });
    const own = files.filter((path) => !path.startsWith("node_modules"));
    assert.deepEqual(
      own.filter((path) =>
        /(^|\/)(\.env|\.git(\/|$)|\.mkweb|node_modules|Dockerfile)|sqlite3/.test(path),
      ),
      [],
    );
    assert.ok(own.includes("blog/views.ts") && own.includes("staticfiles/staticfiles.json"));
    assert.ok(
      !files.includes("node_modules/typescript"),
      "the development's packages are left out",
    );
    assert.equal(image.user, "node");

    const inside = await environmentOf(image, await place.read(".env.production"));
    const migrated = await ended(startProcess(["manage", "migrate"], app, inside));
    assert.match(migrated, /Applying sessions\.0001_initial\.\.\. OK/);

    assert.match(await ended(health(image, app, inside), 1), /ECONNREFUSED/);
    const [program, ...words] = image.command;
    assert.equal(program, "node");
    const server = startProcess(words, app, inside);
    t.after(() => server.child.kill("SIGKILL"));
    await Promise.race([server.says("Serving on http://"), server.ended()]);
    assert.match(server.output(), /Serving on http/);
    assert.equal(await ended(health(image, app, inside)), "");
    const alive = await fetch(`http://127.0.0.1:${inside["PORT"]}/healthz`);
    assert.equal(alive.status, 200);
    server.child.kill("SIGTERM");
    assert.equal(await server.ended(), 0, server.output());
  });
});

/** What the container would have, but for a port that is free and the folder that /data is here. */
async function environmentOf({ root, env }: Image, file: string): Promise<NodeJS.Dict<string>> {
  const data = join(root, "data");
  assert.ok((await stat(data)).isDirectory());
  await chmod(data, 0o755);
  const all = { ...parseEnv(file), ...env, HOST: "127.0.0.1", PORT: String(await freePort()) };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, value?.replace(/(?<=^|:)\/data\b/, data)]),
  );
}

function health(image: Image, app: string, env: NodeJS.Dict<string>): Started {
  const [program, ...words] = image.healthcheck;
  assert.equal(program, "node");
  return startProcess(words, app, env);
}

function setOnly(env: NodeJS.Dict<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function ended(run: Started, status = 0): Promise<string> {
  assert.equal(await run.ended(), status, run.output());
  return run.output();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

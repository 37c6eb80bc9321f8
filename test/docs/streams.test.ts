/** The app that docs/topics/streams.md shows passes its own tests, and lives on across a reload. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { WebSocket } from "ws";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const root = new URL("../../", import.meta.url);

async function projectOfPage(t: TestContext): Promise<TestProject> {
  const page = await readFile(new URL("docs/topics/streams.md", root), "utf8");
  const blocks = page.matchAll(/^```ts\n\/\/ (live\/\w+\.ts)\n([^]*?)^```$/gm);
  const files = Object.fromEntries(Array.from(blocks, ([, name = "", code = ""]) => [name, code]));
  const settings = projectFiles["mysite/settings.ts"]
    ?.replace(
      '"mkweb/staticfiles", "polls"',
      '"mkweb/contenttypes", "mkweb/auth", "mkweb/sessions", "live"',
    )
    .replace(
      '"mkweb/middleware/csrf",',
      '"mkweb/sessions/middleware", "mkweb/middleware/csrf", "mkweb/auth/middleware",',
    )
    .replace(
      "ROOT_URLCONF",
      'SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",\n  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  ROOT_URLCONF',
    );
  return makeProject(t, {
    "mysite/settings.ts": settings ?? "",
    "mysite/urls.ts": projectFiles["mysite/urls.ts"]?.replaceAll("polls", "live") ?? "",
    "live/app.ts": projectFiles["polls/app.ts"]?.replaceAll("polls", "live") ?? "",
    ...files,
  });
}

describe("docs/topics/streams.md", () => {
  it("shows an app that passes its tests", async (t) => {
    const project = await projectOfPage(t);
    const tested = await project.manage("test");
    assert.equal(tested.status, 0, tested.stdout + tested.stderr);
    assert.match(tested.stdout + tested.stderr, /pass 3\b/);
  });

  it("shows an app whose sockets and streams are told to come back when runserver reloads", async (t) => {
    const project = await projectOfPage(t);
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    const port = typeof address === "object" ? address?.port : undefined;
    probe.close();
    const run = project.start("runserver", String(port));
    await run.says("Quit the server");

    const opens = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/live/ws/lobby/`);
      t.after(() => socket.terminate());
      await once(socket, "open");
      return socket;
    };
    const socket = await opens();
    const stream = await fetch(`http://127.0.0.1:${port}/live/prices/`);
    const closed = once(socket, "close");
    await project.write("live/more.ts", "export {};\n");
    await project.write("live/views.ts", `${await project.read("live/views.ts")}\n`);

    const [code]: unknown[] = await closed;
    assert.equal(code, 1001);
    assert.match(await stream.text(), /^: \n\n/);
    await run.says(/reloading[^]*Quit the server/);
    (await opens()).close();
    assert.match(run.output(), /"GET \/live\/ws\/lobby\/ HTTP\/1\.1" 101 /);
    run.child.kill("SIGINT");
    assert.equal(await run.ended(), 0);
  });
});

/** A project that was not migrated yet: with DEBUG its pages are shown, and no session is kept. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { makeProject, type Started, type TestProject } from "../support/project.ts";

const settings = (engine: string): string => `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  SECRET_KEY: env("SECRET_KEY"),
  DEBUG: env.boolean("DEBUG"),
  ALLOWED_HOSTS: ["127.0.0.1"],
  INSTALLED_APPS: ["mkweb/sessions", "polls"],
  MIDDLEWARE: ["mkweb/sessions/middleware", "mkweb/middleware/common"],
  ROOT_URLCONF: "mysite/urls.ts",
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
  SESSION_ENGINE: "mkweb/sessions/backends/${engine}",
});
`;

const views = `import { HttpResponse, type HttpRequest } from "mkweb/http";
import "mkweb/sessions/middleware";

export function index({ session }: HttpRequest): HttpResponse {
  session.set("visits", session.get("visits", 0) + 1);
  return new HttpResponse(\`\${session.get("visits")} \${session.isKept}\`);
}
`;

async function served(
  t: TestContext,
  { engine = "db", debug = true } = {},
): Promise<{ site: TestProject; server: Started; address: string }> {
  const site = await makeProject(t, {
    "mysite/settings.ts": settings(engine),
    "polls/views.ts": views,
    ".env": `SECRET_KEY=${"k".repeat(50)}\nDEBUG=${debug}\n`,
  });
  const server = site.start("runserver", "0");
  await server.says("Quit the server");
  const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(server.output()) ?? [];
  return { site, server, address };
}

const stale = { headers: { Cookie: `sessionid=${"a".repeat(32)}` } };
const warning =
  /WARNING mkweb\.sessions[^:]*: Sessions are not kept: the table django_session does not exist; run: node manage migrate/g;

describe("with DEBUG and without the table of sessions", () => {
  for (const engine of ["db", "cached-db"]) {
    it(`pages are shown, and the terminal says once what to do: ${engine}`, async (t) => {
      const { server, address } = await served(t, { engine });
      for (const init of [{}, stale]) {
        const response = await fetch(`${address}/polls/`, init);
        assert.equal(response.status, 200);
        assert.equal(await response.text(), "1 false");
        assert.deepEqual(response.headers.getSetCookie(), [], "a cookie would promise something");
      }
      assert.equal([...server.output().matchAll(warning)].length, 1);
    });
  }

  it("sessions are kept as soon as it is there, without a restart", async (t) => {
    const { site, address } = await served(t);
    assert.equal(await (await fetch(`${address}/polls/`)).text(), "1 false");
    assert.equal((await site.manage("migrate")).status, 0);
    const first = await fetch(`${address}/polls/`, stale);
    assert.equal(await first.text(), "1 true");
    const [cookie = ""] = first.headers.getSetCookie()[0]?.split(";") ?? [];
    assert.match(cookie, /^sessionid=\w{32}$/);
    const second = await fetch(`${address}/polls/`, { headers: { Cookie: cookie } });
    assert.equal(await second.text(), "2 true");
  });
});

describe("without DEBUG and without the table of sessions", () => {
  it("a page that uses its session is an error, as in Django", async (t) => {
    const { server, address } = await served(t, { debug: false });
    assert.equal((await fetch(`${address}/polls/`)).status, 500);
    await server.says(/no table django_session/);
    assert.doesNotMatch(server.output(), /Sessions are not kept/);
  });
});

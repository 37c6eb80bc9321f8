/** The views that docs/topics/rate-limits.md shows do what it says. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { makeProject, projectFiles } from "../support/project.ts";

const root = new URL("../../", import.meta.url);

const tests = `import assert from "node:assert/strict";
import { it } from "node:test";
import { Client } from "mkweb/test";

it("limits a page", async () => {
  const client = new Client();
  const statuses = new Map<number, number>();
  for (let at = 0; at < 25; at++) {
    const { status } = await client.get("/search/", { q: "x" });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  assert.deepEqual([...statuses], [[200, 20], [429, 5]]);
  const answer = await client.get("/search/");
  assert.equal(answer.headers.get("RateLimit-Policy"), '"default";q=20;w=60');
});

it("logs in", async () => {
  const client = new Client();
  const wrong = [];
  for (let at = 0; at < 21; at++) {
    wrong.push((await client.post("/search/in/", { username: "ann", password: "x" })).status);
  }
  assert.deepEqual(wrong, [...Array(20).fill(401), 429]);
});
`;

it("docs/topics/rate-limits.md shows views that do what it says", async (t) => {
  const page = await readFile(new URL("docs/topics/rate-limits.md", root), "utf8");
  const [, views = ""] = /^```ts\n(\/\/ search\/views\.ts\n[^]*?)^```$/m.exec(page) ?? [];
  const settings = projectFiles["mysite/settings.ts"]
    ?.replace(
      '"mkweb/staticfiles", "polls"',
      '"mkweb/contenttypes", "mkweb/auth", "mkweb/sessions", "search"',
    )
    .replace(
      "ROOT_URLCONF",
      'SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",\n  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  ROOT_URLCONF',
    )
    .replace(
      '"mkweb/middleware/csrf",',
      '"mkweb/sessions/middleware", "mkweb/middleware/csrf", "mkweb/auth/middleware",',
    );
  const project = await makeProject(t, {
    "mysite/settings.ts": settings ?? "",
    "mysite/urls.ts": projectFiles["mysite/urls.ts"]?.replaceAll("polls", "search") ?? "",
    "search/app.ts": projectFiles["polls/app.ts"]?.replaceAll("polls", "search") ?? "",
    "search/urls.ts": `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const urlpatterns = [path("", views.search), path("report/", views.report), path("in/", views.logIn)];
`,
    "search/views.ts": views,
    "search/tests.ts": tests,
  });
  const tested = await project.manage("test");
  assert.equal(tested.status, 0, tested.stdout + tested.stderr);
});

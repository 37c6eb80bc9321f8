/** The apps that the pages for users of other frameworks show pass their own tests, side by side in one project. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { makeProject } from "../support/project.ts";

const apps = { express: "articles", nest: "books", adonis: "posts" } as const;

const settings = `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: env("SECRET_KEY"),
  INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/auth", "mkweb/sessions", "articles", "books", "posts"],
  MIDDLEWARE: [
    "articles/timing.ts",
    "mkweb/sessions/middleware",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
  ],
  ROOT_URLCONF: "mysite/urls.ts",
  TEMPLATES: [{ DIRS: [], APP_DIRS: true, OPTIONS: {} }],
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
});
`;

const urls = `import { include, path } from "mkweb/urls";
import * as articles from "../articles/urls.ts";
import * as books from "../books/urls.ts";
import * as posts from "../posts/urls.ts";

export const urlpatterns = [
  path("articles/", include(articles)),
  path("books/", include(books)),
  path("posts/", include(posts)),
];
`;

/** The files that a page shows of its app, by path. */
async function filesOf(page: string, app: string): Promise<Readonly<Record<string, string>>> {
  const url = new URL(`../../docs/coming-from/${page}.md`, import.meta.url);
  const text = await readFile(url, "utf8");
  const blocks = text.matchAll(/^```(?:ts|html)\n(?:\/\/|<!--) (\S+)(?: -->)?\n([^]*?)^```$/gm);
  const files = Object.fromEntries(Array.from(blocks, ([, path = "", code = ""]) => [path, code]));
  assert.ok(files[`${app}/tests.ts`], `${page}.md shows tests of its app`);
  return files;
}

it("the apps for users of Express, Nest and Adonis do what their pages say", async (t) => {
  const shown = await Promise.all(Object.entries(apps).map(([page, app]) => filesOf(page, app)));
  const project = await makeProject(t, {
    ...Object.assign({}, ...shown),
    "mysite/settings.ts": settings,
    "mysite/urls.ts": urls,
    ...Object.fromEntries(
      Object.values(apps).map((app) => [
        `${app}/app.ts`,
        `import { defineApp } from "mkweb/conf";\n\nexport default defineApp({ name: "${app}" });\n`,
      ]),
    ),
  });
  const migrated = await project.manage("makemigrations");
  assert.equal(migrated.status, 0, migrated.stdout + migrated.stderr);
  const tested = await project.manage("test");
  assert.equal(tested.status, 0, tested.stdout + tested.stderr);
  assert.match(tested.stdout, /^ℹ pass 3$/m);
});

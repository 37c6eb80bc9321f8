/** The pages of accounts as a project gets them: from the package as it is built. */
import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProject, startProcess } from "../support/project.ts";

const packageRoot = new URL("../../", import.meta.url);

it("every template of the sources is in the built package", () => {
  const templates = globSync("src/auth/templates/**/*.{html,txt}", {
    cwd: fileURLToPath(packageRoot),
  });
  assert.ok(templates.length >= 12);
  for (const file of templates) {
    assert.ok(existsSync(new URL(file.replace(/^src/, "dist"), packageRoot)), file);
  }
});

it("a project that includes mkweb/auth/urls has the pages, and hides passwords on debug pages", async (t) => {
  const project = await makeProject(t, {
    "mysite/settings.ts": `import { defineSettings } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: "${"x".repeat(50)}",
  DEBUG: true,
  INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/auth", "mkweb/sessions"],
  MIDDLEWARE: [
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/auth/middleware",
  ],
  SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",
  ROOT_URLCONF: "mysite/urls.ts",
});
`,
    "mysite/urls.ts": `import { include, path } from "mkweb/urls";
import * as accounts from "mkweb/auth/urls";

export const urlpatterns = [path("accounts/", include(accounts))];
`,
    "visit.ts": `import { getApplication } from "mkweb/server";

const application = await getApplication(new URL("mysite/settings.ts", import.meta.url), { logErrors: false });
const page = await application.fetch(new Request("http://127.0.0.1/accounts/login/"));
const text = await page.text();
const [, token = ""] = /name="csrfmiddlewaretoken" value="(\\w+)"/.exec(text) ?? [];
const failed = await application.fetch(new Request("http://127.0.0.1/accounts/login/", {
  method: "POST",
  headers: { cookie: page.headers.getSetCookie()[0].split(";")[0], accept: "text/html" },
  body: new URLSearchParams({ csrfmiddlewaretoken: token, username: "ann", password: "pw-of-ann" }),
}));
console.log(JSON.stringify([page.status, text, failed.status, await failed.text()]));
`,
  });
  const run = startProcess(["visit.ts"], fileURLToPath(project.root));
  assert.equal(await run.ended(), 0, run.output());
  const [status, page, failedStatus, failed]: readonly unknown[] = JSON.parse(run.texts.stdout);
  assert.equal(status, 200);
  assert.match(String(page), /<h1>Log in<\/h1>/);
  // There is no database, so asking for the user fails.
  assert.equal(failedStatus, 500);
  assert.match(String(failed), /MKWEB_DATABASE_UNKNOWN|DATABASES has no/);
  assert.match(String(failed), /username/);
  assert.doesNotMatch(String(failed), /pw-of-ann/);
});

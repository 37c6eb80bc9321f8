/** A small project as text: benchmarks write it too, and so must not load the test runner. */
export const projectFiles: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "mysite", "private": true, "type": "module" }\n',
  "manage.js": `#!/usr/bin/env node
import { execute } from "mkweb/management";

const options = { settings: "mysite/settings.ts", root: import.meta.url };
process.exitCode = await execute(process.argv, options);
`,
  ".env": `SECRET_KEY=${"0123456789abcdefghij".repeat(3)}\nDEBUG=true\n`,
  "mysite/settings.ts": `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: env("SECRET_KEY"),
  DEBUG: env.boolean("DEBUG", false),
  ALLOWED_HOSTS: env.list("ALLOWED_HOSTS", []),
  INSTALLED_APPS: ["mkweb/staticfiles", "polls"],
  MIDDLEWARE: [
    "mkweb/middleware/security",
    "mkweb/middleware/csrf",
    "mkweb/middleware/clickjacking",
  ],
  ROOT_URLCONF: "mysite/urls.ts",
});
`,
  "mysite/urls.ts": `import { include, path } from "mkweb/urls";
import * as polls from "../polls/urls.ts";

export const urlpatterns = [path("polls/", include(polls))];
`,
  "mysite/server.ts": `import { getApplication, serve } from "mkweb/server";

export const application = await getApplication(new URL("settings.ts", import.meta.url));

if (import.meta.main) await serve(application);
`,
  "polls/app.ts": `import { defineApp } from "mkweb/conf";

export default defineApp({ name: "polls" });
`,
  "polls/urls.ts": `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [path("", views.index, { name: "index" })];
`,
  "polls/views.ts": `import { HttpResponse } from "mkweb/http";

export function index(): HttpResponse {
  return new HttpResponse("Hello from the polls index.");
}
`,
};

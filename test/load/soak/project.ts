/** The site that is soaked: a page that reads a row and counts visits, on PostgreSQL and Redis, as a project has it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

const models = `import { defineModel, fields } from "mkweb/db";

export class Poll extends defineModel(() => Poll, { question: fields.char(200) }) {}
`;

const views = `import { appendFileSync } from "node:fs";
import { HttpResponse, type HttpRequest } from "mkweb/http";
import { getObjectOr404 } from "mkweb/shortcuts";
import { Poll } from "./models.ts";

/** What was begun is written down, so that the other side can tell a request that was lost from one nobody had. */
export async function visit(request: HttpRequest, { id }: { id: number }): Promise<HttpResponse> {
  appendFileSync("begun", id + "\\n");
  const poll = await getObjectOr404(Poll, { id: 1 });
  const visits = Number(request.session.get("visits", 0)) + 1;
  request.session.set("visits", visits);
  return new HttpResponse(id + " " + visits + " " + poll.question);
}
`;

const urls = `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [path("<int:id>/", views.visit, { name: "visit" })];
`;

export interface SoakedProject {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A project below a folder, migrated and with its one row. */
export function makeSoaked(above: string, database: string, redis: string): SoakedProject {
  const mkweb = path.join(root, "bin/mkweb.js");
  const run = (cwd: string, ...argv: readonly string[]): void => {
    execFileSync(process.execPath, [...argv], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
  };
  const env = {
    ...onlyTexts(process.env),
    SECRET_KEY: "of the soak, with more than thirty-two letters",
    DEBUG: "false",
    ALLOWED_HOSTS: "127.0.0.1",
    DATABASE_URL: database,
    REDIS_URL: redis,
  };
  run(above, mkweb, "startproject", "site", "--no-install", "--no-git");
  const folder = path.join(above, "site");
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
  for (const library of ["pg", "@redis/client"]) {
    mkdirSync(path.dirname(path.join(folder, "node_modules", library)), { recursive: true });
    symlinkSync(
      path.join(root, "node_modules", library),
      path.join(folder, "node_modules", library),
    );
  }
  run(folder, mkweb, "startapp", "polls", "--no-verify");
  for (const [name, text] of Object.entries({ models, views, urls })) {
    writeFileSync(path.join(folder, `polls/${name}.ts`), text);
  }
  const settings = path.join(folder, "site/settings.ts");
  const caches = `CACHES: { default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: env("REDIS_URL") } },
  SESSION_ENGINE: "mkweb/sessions/backends/cached-db",
  ROOT_URLCONF`;
  writeFileSync(settings, readFileSync(settings, "utf8").replace("ROOT_URLCONF", caches));
  run(folder, "manage.js", "makemigrations", "polls");
  run(folder, "manage.js", "migrate");
  run(
    folder,
    "manage.js",
    "shell",
    "-c",
    'await Poll.objects.create({ question: "Still there?" })',
  );
  return { folder, env };
}

function onlyTexts(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * mkweb in production: with `project`, what `startproject` writes into settings.ts, that is seven
 * middlewares, a database with a unit of work for each request, and context processors; with `plain`,
 * none of these.
 */
import { completeSettings } from "../../../dist/conf/index.js";
import { connectionFor } from "../../../dist/db/index.js";
import { getApplication, serve } from "../../../dist/server/index.js";
import { report } from "./measured.js";

const isProject = process.argv[2] === "project";
const project = {
  INSTALLED_APPS: [
    "mkweb/auth",
    "mkweb/contenttypes",
    "mkweb/sessions",
    "mkweb/messages",
    "library",
  ],
  MIDDLEWARE: [
    "mkweb/middleware/security",
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
    "mkweb/messages/middleware",
    "mkweb/middleware/clickjacking",
  ],
  DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
};
const processors = [
  "mkweb/context-processors#request",
  "mkweb/auth/context-processors#auth",
  "mkweb/messages/context-processors#messages",
];
const settings = completeSettings({
  BASE_DIR: new URL("../mkweb/", import.meta.url),
  SECRET_KEY: "of the comparison",
  ALLOWED_HOSTS: ["127.0.0.1"],
  ROOT_URLCONF: "urls.js",
  TEMPLATES: [
    { DIRS: ["templates"], OPTIONS: { context_processors: isProject ? processors : [] } },
  ],
  ...(isProject ? project : {}),
});
const application = await getApplication(settings);
if (isProject) await makeTables();
const { signal } = new AbortController();
const { port } = await serve(application, { host: "127.0.0.1", port: 0, signal });
report(port);

/** In a database of its own, in memory. */
async function makeTables() {
  const database = connectionFor();
  await database.run(
    "CREATE TABLE library_author (id INTEGER PRIMARY KEY, name varchar(100) NOT NULL, born date NOT NULL)",
  );
  await database.run(
    "CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data text NOT NULL, expire_date datetime NOT NULL)",
  );
  const { Author } = await import("../mkweb/library/models.js");
  const born = "1950-01-01";
  const all = Array.from({ length: 1000 }, (_, at) => ({ name: `Author ${at + 1}`, born }));
  await Author.objects.bulkCreate(all);
}

/** mkweb as a project runs it in production; the argument is a comma-separated MIDDLEWARE. */
import { completeSettings } from "../../../dist/conf/index.js";
import { getApplication, serve } from "../../../dist/server/index.js";
import { report } from "./measured.js";

const middleware = (process.argv[2] ?? "").split(",").filter((name) => name !== "");
const settings = completeSettings({
  BASE_DIR: new URL("../mkweb/", import.meta.url),
  SECRET_KEY: "of the comparison",
  ALLOWED_HOSTS: ["127.0.0.1"],
  ROOT_URLCONF: "urls.js",
  MIDDLEWARE: middleware,
  TEMPLATES: [{ DIRS: ["templates"] }],
  // As in a new project, each request has a unit of work of its own where there is any middleware.
  DATABASES: middleware.length > 0 ? { default: { ENGINE: "sqlite", NAME: ":memory:" } } : {},
});
const application = await getApplication(settings);
const { signal } = new AbortController();
const { port } = await serve(application, { host: "127.0.0.1", port: 0, signal });
report(port);

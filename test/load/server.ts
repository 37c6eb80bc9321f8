/** One of the processes that share a database: `/count/?visitor=NAME` counts in the session. */
import { createServer } from "node:http";
import { completeSettings, env } from "../../src/conf/index.ts";
import { getApplication } from "../../src/server/index.ts";

const [port = ""] = process.argv.slice(2);
const application = await getApplication(
  completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "of the load test",
    ALLOWED_HOSTS: ["127.0.0.1"],
    MIDDLEWARE: [
      "mkweb/middleware/security",
      "mkweb/sessions/middleware",
      "mkweb/middleware/common",
    ],
    ROOT_URLCONF: "urls.ts",
    SESSION_ENGINE: env("SESSION_ENGINE"),
    DATABASES: { default: env.database("DATABASE_URL") },
    CACHES: {
      default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: env("REDIS_URL", "") },
    },
  }),
);
createServer(application.nodeListener).listen(Number(port), "127.0.0.1", () =>
  process.send?.("up"),
);

/** usage: mkweb.js BACKEND CACHE FOLDER REDIS_URL, as a project runs it in production. */
import { createServer } from "node:http";
import { completeSettings } from "../../../dist/conf/index.js";
import { getConnection } from "../../../dist/connections/index.js";
import { getApplication } from "../../../dist/server/index.js";
import { listening } from "../../requests/servers/measured.js";

const [backend, cache, folder, redis] = process.argv.slice(2);
const settings = completeSettings({
  BASE_DIR: new URL("../mkweb/", import.meta.url),
  SECRET_KEY: "of the comparison",
  ALLOWED_HOSTS: ["127.0.0.1"],
  ROOT_URLCONF: "urls.js",
  MIDDLEWARE: ["mkweb/sessions/middleware"],
  SESSION_ENGINE: `mkweb/sessions/backends/${backend}`,
  SESSION_FILE_PATH: folder,
  DATABASES: { default: { ENGINE: "sqlite", NAME: `${folder}/db.sqlite3` } },
  CACHES: {
    default: {
      BACKEND: `mkweb/cache/backends/${cache}`,
      LOCATION: cache === "redis" ? redis : "sessions",
    },
  },
});
await getConnection(settings).run(
  "create table if not exists django_session (session_key varchar(40) not null primary key, " +
    "session_data text not null, expire_date datetime not null)",
);
await getConnection(settings).run(
  "create index if not exists django_session_expire_date on django_session (expire_date)",
);
const application = await getApplication(settings);
listening(createServer(application.nodeListener).listen(0, "127.0.0.1"));

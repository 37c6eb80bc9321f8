/** The site of ../streams.ts, in a process of its own, which it tells its port. */
import { completeSettings } from "../../../src/conf/index.ts";
import { getApplication, serve } from "../../../src/server/index.ts";

const application = await getApplication(
  completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "of the load of streams",
    ALLOWED_HOSTS: ["127.0.0.1"],
    MIDDLEWARE: ["mkweb/middleware/gzip", "mkweb/middleware/common"],
    ROOT_URLCONF: "urls.ts",
  }),
);
const { port } = await serve(application, { port: 0, host: "127.0.0.1" });
process.send?.(port);

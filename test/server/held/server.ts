/** A site in a process of its own, which tells what the process holds: `/held/`. */
import { completeSettings } from "../../../src/conf/index.ts";
import { getApplication, serve } from "../../../src/server/index.ts";

const [temporaryFolder = null, viewTimeout, sendTimeout, requestTimeout] = process.argv.slice(2);
const application = await getApplication(
  completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "of the tests about what is held",
    ALLOWED_HOSTS: ["127.0.0.1"],
    MIDDLEWARE: ["mkweb/middleware/gzip", "mkweb/middleware/common"],
    ROOT_URLCONF: "urls.ts",
    FILE_UPLOAD_TEMP_DIR: temporaryFolder,
    FILE_UPLOAD_MAX_MEMORY_SIZE: 10_000,
    REQUEST_HEADERS_TIMEOUT: Number(requestTimeout),
    REQUEST_TIMEOUT: Number(requestTimeout),
    VIEW_TIMEOUT: Number(viewTimeout),
    SEND_TIMEOUT: Number(sendTimeout),
    SHUTDOWN_TIMEOUT: 0.5,
  }),
);
await serve(application, { port: 0 });

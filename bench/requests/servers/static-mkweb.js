/** mkweb in production with the folder named as STATIC_ROOT; the second word is STATIC_MAX_MEMORY_SIZE. */
import { pathToFileURL } from "node:url";
import { completeSettings } from "../../../dist/conf/index.js";
import { getApplication, serve } from "../../../dist/server/index.js";
import { report } from "./measured.js";

const [, , root, memory] = process.argv;
const settings = completeSettings({
  BASE_DIR: new URL("../mkweb/", import.meta.url),
  SECRET_KEY: "of the comparison",
  ALLOWED_HOSTS: ["127.0.0.1"],
  ROOT_URLCONF: "urls.js",
  INSTALLED_APPS: ["mkweb/staticfiles"],
  MIDDLEWARE: ["mkweb/middleware/security"],
  STATIC_ROOT: pathToFileURL(`${root}/`),
  STATIC_MAX_MEMORY_SIZE: Number(memory),
});
const application = await getApplication(settings);
const { signal } = new AbortController();
const { port } = await serve(application, { host: "127.0.0.1", port: 0, signal });
report(port);

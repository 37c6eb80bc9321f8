/** mkweb as a project runs it in production; the argument is a comma-separated MIDDLEWARE. */
import { createServer } from "node:http";
import { completeSettings } from "../../../dist/conf/index.js";
import { getApplication } from "../../../dist/server/index.js";
import { listening } from "./measured.js";

const settings = completeSettings({
  BASE_DIR: new URL("../mkweb/", import.meta.url),
  SECRET_KEY: "of the comparison",
  ALLOWED_HOSTS: ["127.0.0.1"],
  ROOT_URLCONF: "urls.js",
  MIDDLEWARE: (process.argv[2] ?? "").split(",").filter((name) => name !== ""),
  TEMPLATES: [{ DIRS: ["templates"] }],
});
const application = await getApplication(settings);
listening(createServer(application.nodeListener).listen(0, "127.0.0.1"));

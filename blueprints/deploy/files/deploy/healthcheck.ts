/** Asks the running server whether it is alive, as the web server in front would; ends with 0 if it answers, else with 1. */
import { get } from "node:http";

const { HEALTHCHECK_PATH = "/healthz", PORT = "8000", ALLOWED_HOSTS = "localhost" } = process.env;
const [host = "localhost"] = ALLOWED_HOSTS.split(",");

const request = get({
  host: "127.0.0.1",
  port: PORT,
  path: HEALTHCHECK_PATH,
  // Without the second header the site would only redirect to HTTPS.
  headers: { host: host.trim().replace(/^\./, ""), "x-forwarded-proto": "https" },
  timeout: 4000,
});
request.on("timeout", () => request.destroy(new Error("no answer within 4 seconds")));
request.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
request.on("response", ({ statusCode = 0 }) => {
  if (statusCode >= 500) console.error(`answered ${statusCode}`);
  process.exit(statusCode >= 500 ? 1 : 0);
});

/** One of several processes: read-then-write transactions on one SQLite file until it is time. */
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";

const [url = "", end = "0"] = process.argv.slice(2);
process.env["URL_OF_DATABASE"] = url;
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("URL_OF_DATABASE") },
});
const connection = getConnection(settings);
let done = 0;
let slowest = 0;
while (Date.now() < Number(end)) {
  const began = performance.now();
  await connection.transaction(async (session) => {
    const row = await session.get("select n from counter");
    // Other work of the process gets its turn between reading and writing.
    await new Promise((resolve) => setImmediate(resolve));
    await session.run("update counter set n = ?", [Number(row?.["n"]) + 1]);
  });
  slowest = Math.max(slowest, performance.now() - began);
  done += 1;
}
await closeConnections(settings);
process.stdout.write(JSON.stringify({ done, slowest }));

/** One of several processes: adds to the counter in a database, reading it first. */
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";

const [url = "", times = "", warn] = process.argv.slice(2);
process.env["URL_OF_DATABASE"] = url;
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("URL_OF_DATABASE") },
});
const connection = getConnection(settings);
await connection.get("select 1");
if (warn) process.emitWarning("mine", "ExperimentalWarning");
for (let time = 0; time < Number(times); time += 1) {
  await connection.transaction(async (session) => {
    const row = await session.get("select n from counter");
    await new Promise((resolve) => setTimeout(resolve, 1));
    await session.run("update counter set n = ?", [Number(row?.["n"]) + 1]);
  });
}
await closeConnections(settings);

/**
 * `npm run --silent admin:serve -- PORT`: the acceptance site of the admin, on the empty database that DB_PATH
 * names (an SQLite file, or a `postgres://` URL), with the fixture loaded. SECRET_KEY comes from the environment too.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execute } from "mkweb/management";
import { getApplication, serve } from "mkweb/server";
import { keep } from "./site/mysite/pristine.ts";
import { fixture } from "./fixture.ts";

const [port = ""] = process.argv.slice(2);
const root = new URL("site/", import.meta.url);

async function manage(...words: readonly string[]): Promise<void> {
  const argv = ["node", "manage", ...words, "--verbosity", "0"];
  const status = await execute(argv, { root, settings: "mysite/settings.ts" });
  if (status !== 0) process.exit(status);
}

async function main(): Promise<void> {
  const { env } = process;
  const database = env["DB_PATH"] ?? "";
  if (database !== "" && !/^postgres(?:ql)?:/.test(database)) env["DB_PATH"] = resolve(database);
  await manage("migrate");
  await manage("loaddata", fileURLToPath(fixture));

  // npm ends at a signal without passing it on; nobody could stop us then.
  const gone = new AbortController();
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || gone.abort(), 200).unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => gone.abort());

  const settings = new URL("mysite/settings.ts", root);
  const application = await getApplication(settings, { staticFiles: true });
  await keep();
  const { url } = await serve(application, {
    port: Number(port),
    signal: gone.signal,
    gracePeriodMs: 500,
  });
  console.error(`Serving on ${url}`);
}

if (/^\d+$/.test(port)) await main();
else {
  console.error("usage: DB_PATH=... SECRET_KEY=... npm run --silent admin:serve -- PORT");
  process.exitCode = 2;
}

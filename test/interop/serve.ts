/** `npm run --silent interop:serve -- PORT`: the site beside a Django on the same database and SECRET_KEY. */
import { loadSettings } from "../../src/conf/index.ts";
import { getApplication, serve } from "../../src/server/index.ts";

const [port = ""] = process.argv.slice(2);
if (!/^\d+$/.test(port)) {
  console.error("usage: npm run --silent interop:serve -- PORT");
  process.exitCode = 2;
} else {
  // npm ends at a signal without passing it on; nobody could stop us then.
  const gone = new AbortController();
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || gone.abort(), 200).unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => gone.abort());

  const settings = await loadSettings("site/settings.ts", new URL(".", import.meta.url));
  const application = await getApplication(settings);
  const { url } = await serve(application, {
    port: Number(port),
    signal: gone.signal,
    gracePeriodMs: 500,
  });
  console.error(`Serving on ${url}`);
}

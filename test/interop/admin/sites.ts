/** The acceptance site and a Django with its admin, on one database. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startSite } from "../../admin/serving.ts";
import { PYTHON, start, type SharedEnvironment, type Site } from "../servers.ts";

const script = fileURLToPath(new URL("site.py", import.meta.url));

/** What Django prints of the database, as JSON: `log`, or `rows library.book`. */
export function asked(env: SharedEnvironment, ...words: readonly string[]): unknown {
  const run = spawnSync(PYTHON, [script, ...words], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`site.py ${words.join(" ")}:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** Ours makes the tables and the rows, so it comes first. */
export async function startBoth(
  database: string,
  env: SharedEnvironment,
): Promise<readonly [ours: Site, django: Site]> {
  const { origin, process: child } = await startSite(database, {
    ...env,
    DB_PATH: database.replace(/^sqlite:/, ""),
  });
  const ours: Site = {
    origin,
    stop: async () => {
      child.child.kill();
      await child.ended();
    },
  };
  const django = await start(env, (port) => [
    PYTHON,
    script,
    "runserver",
    `127.0.0.1:${port}`,
    "--noreload",
  ]);
  return [ours, django];
}

/**
 * Hostile cookies against every session backend: never a 500, never another user's data.
 *
 *   node test/hostile/cookies.ts [REQUESTS] [SEED]
 *
 * REQUESTS over the five backends, default 50,000; where PostgreSQL is installed, a fifth of them once more on it.
 */
import { noPostgres, startPostgres } from "../support/postgres.ts";
import { attack } from "./cookie-attack.ts";
import { engines, makeCookieSite, type CookieSite } from "./cookie-site.ts";

const requests = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
const each = Math.ceil(requests / engines.length);
console.log(`seed ${seed}`);

for (const engine of engines) await report(engine, await makeCookieSite(engine));
if (noPostgres === false) {
  const postgres = await startPostgres();
  await report("db on PostgreSQL", await makeCookieSite("db", () => postgres.createDatabase()));
  await postgres.stop();
} else {
  console.log(`not on PostgreSQL: ${noPostgres}`);
}

async function report(name: string, site: CookieSite): Promise<void> {
  const started = performance.now();
  const { counts, recognised, wrong } = await attack(site, each, seed);
  await site.close();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${name}: ${each} requests in ${seconds} s, ${recognised} of them honest, ${wrong.length} wrong`,
  );
  const table = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(table.map(([key, count]) => `  ${key}: ${count}`).join("\n"));
  for (const line of wrong.slice(0, 20)) console.log(`WRONG: ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
}

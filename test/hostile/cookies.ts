/**
 * Hostile cookies against every session backend: never a 500, never another user's data.
 *
 *   node test/hostile/cookies.ts [REQUESTS] [SEED]
 *
 * REQUESTS over all backends, default 50,000.
 */
import { attack } from "./cookie-attack.ts";
import { engines, makeCookieSite } from "./cookie-site.ts";

const requests = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
const each = Math.ceil(requests / engines.length);
console.log(`seed ${seed}`);

for (const engine of engines) {
  const site = await makeCookieSite(engine);
  const started = performance.now();
  const { counts, recognised, wrong } = await attack(site, each, seed);
  await site.close();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${engine}: ${each} requests in ${seconds} s, ${recognised} of them honest, ${wrong.length} wrong`,
  );
  const table = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(table.map(([key, count]) => `  ${key}: ${count}`).join("\n"));
  for (const line of wrong.slice(0, 20)) console.log(`WRONG: ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
}

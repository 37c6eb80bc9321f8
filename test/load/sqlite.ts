/**
 * Eight processes count up in one SQLite file, each reading before it writes.
 *
 *   npm run load:sqlite -- [SECONDS] [PROCESSES]
 *
 * Default: 20 seconds, 8 processes. Fails at a lost update or an error, `database is locked` among them.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTogether } from "./sqlite-load.ts";

const seconds = Number(process.argv[2] ?? 20);
const processes = Number(process.argv[3] ?? 8);
const folder = await mkdtemp(join(tmpdir(), "mkweb-load-"));
try {
  const result = await countTogether(`sqlite:${join(folder, "db.sqlite3")}`, seconds, processes);
  for (const error of result.errors) console.error(error);
  const { done, counted, slowest, errors } = result;
  console.log(
    `${processes} processes, ${seconds} s: ${done} transactions (${Math.round(done / seconds)}/s), ` +
      `slowest ${Math.round(slowest)} ms, ${done - counted} updates lost, ${errors.length} errors`,
  );
  process.exitCode = counted === done && errors.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}

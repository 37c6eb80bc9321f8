/**
 * By how much a process grows while it sends 2,000 queries with a different value of 2 MB each, and while it goes
 * through a million objects of a model with `iterator()`: on SQLite and PostgreSQL.
 *
 *     npm run load:memory
 *
 * What is compared is the most that is held at any time: in the second thousand of queries beside the first, and
 * with a million objects beside a tenth of them. Fails where a limit, in MB, is passed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import { connectionFor, defineModel, fields, setupModels } from "../../src/models/index.ts";
import { noPostgres, startPostgres } from "../support/postgres.ts";

class Note extends defineModel(() => Note, { text: fields.text(), votes: fields.integer() }) {}

/** In MB. When garbage is collected moves the peak by some dozens either way; kept values would be 2,000. */
const limits = { values: 60, objects: 60 } as const;
type Work = keyof typeof limits;

async function values(count: number, watch: () => void): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await Note.objects.filter({ id: 1, text: `${at}`.padEnd(2 ** 21, "x") }).count();
    watch();
  }
}

async function objects(count: number, watch: () => void): Promise<void> {
  let seen = 0;
  for await (const { id } of Note.objects.orderBy("id").limit(count).iterator()) {
    seen += 1;
    if (id !== seen) throw new Error(`Row ${seen} is ${id}.`);
    if (seen % 1000 === 0) watch();
  }
  if (seen !== count) throw new Error(`${seen} rows instead of ${count}.`);
}

async function measure(work: string): Promise<void> {
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  setupModels(settings, [{ label: "load", models: [Note] }]);
  if (work === "fill") {
    const connection = connectionFor();
    await connection.run(
      "create table load_note (id bigint primary key, text text, votes integer)",
    );
    await connection.run(
      "with recursive t (n) as (select 1 union all select n + 1 from t where n < 1000000) insert into load_note select n, 'text of note ' || n, n % 7 from t",
    );
  } else {
    const [run, first, count] =
      work === "values" ? [values, 1000, 1000] : [objects, 100_000, 1_000_000];
    const peak = { first: process.memoryUsage().rss, later: 0 };
    await run(first, () => {
      peak.first = Math.max(peak.first, process.memoryUsage().rss);
    });
    await run(count, () => {
      peak.later = Math.max(peak.later, process.memoryUsage().rss);
    });
    process.stdout.write(String(Math.round((peak.later - peak.first) / 2 ** 20)));
  }
  await closeConnections(settings);
}

function apart(work: Work | "fill", url: string): number {
  // What Node takes for objects that live for a moment is not what is measured here.
  const words = ["--max-semi-space-size=4", fileURLToPath(import.meta.url), work];
  const child = spawnSync(process.execPath, words, {
    env: { ...process.env, TEST_DATABASE_URL: url },
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return Number(child.stdout);
}

function check(vendor: string, url: string): void {
  apart("fill", url);
  for (const work of ["values", "objects"] as const) {
    const megabytes = apart(work, url);
    process.stdout.write(`${vendor}: ${work} +${megabytes} MB (limit ${limits[work]})\n`);
    if (megabytes >= limits[work]) process.exitCode = 1;
  }
}

const [work] = process.argv.slice(2);
if (work !== undefined) {
  await measure(work);
} else {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-memory-"));
  check("SQLite", `sqlite:${join(folder, "db.sqlite3")}`);
  rmSync(folder, { recursive: true, force: true });
  if (noPostgres) {
    process.stdout.write(`${noPostgres}\n`);
  } else {
    const postgres = await startPostgres();
    try {
      check("PostgreSQL", await postgres.createDatabase());
    } finally {
      await postgres.stop();
    }
  }
}

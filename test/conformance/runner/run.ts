/**
 * `npm run conformance -- [DIR]`: judges every case file of a folder, prints each failure and the count. Cases of
 * models are asked on SQLite and, where there is one, on PostgreSQL.
 */
import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dumpsJson } from "../../../src/signing/index.ts";
import { noPostgres, startPostgres } from "../../support/postgres.ts";
import { judge, type Verdict } from "./judge.ts";

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../cases", import.meta.url)));
// The models that cases are about stand in a file of their own.
const files = globSync("*.json", { cwd: folder, exclude: ["*_schema.json"] }).sort();
const count = { passed: 0, failed: 0, skipped: 0 };

for (const file of files) {
  const url = pathToFileURL(`${folder}/${file}`);
  report(file, await judge(url));
  if (file !== "orm.json") continue;
  if (noPostgres) console.log(`${file}: not asked on PostgreSQL: ${noPostgres}`);
  else report(`${file} (postgresql)`, await onPostgres(url));
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function onPostgres(file: URL): Promise<readonly Verdict[]> {
  const postgres = await startPostgres();
  try {
    return await judge(file, { name: "postgresql", url: await postgres.createDatabase() });
  } finally {
    await postgres.stop();
  }
}

function report(file: string, verdicts: readonly Verdict[]): void {
  const here = { passed: 0, failed: 0, skipped: 0 };
  for (const { each, outcome, wanted, got } of verdicts) {
    here[outcome] += 1;
    if (outcome !== "failed") continue;
    const note = each.note === undefined ? "" : ` (${each.note})`;
    console.log(`FAIL ${basename(file)} ${each.id}${note}`);
    console.log(`  want ${dumpsJson(wanted)}\n  got  ${dumpsJson(got)}`);
  }
  console.log(`${file}: ${here.passed} passed, ${here.failed} failed, ${here.skipped} skipped`);
  count.passed += here.passed;
  count.failed += here.failed;
  count.skipped += here.skipped;
}

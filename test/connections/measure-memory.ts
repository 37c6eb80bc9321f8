/** A process of its own that reads much, and prints by how many megabytes it grew at most meanwhile. */
import { completeSettings } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";

const [work, database = "", times = "0"] = process.argv.slice(2);
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: JSON.parse(database) },
});
const connection = getConnection(settings);
const mark = connection.vendor === "sqlite" ? "?" : "$1::text";
/** Of what is kept: when Node frees the rest depends on how busy the machine is. */
function megabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

/** How many pieces of work lie between two looks at the memory, which take some milliseconds. */
const STEP = 20;

/** Different statements as well, each of which might keep its last value. */
async function largeValues(count: number, watch: () => void): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const value = `${at}`.padEnd(2 ** 21, "x");
    const [row] = await connection.rows(`select length(${mark}), ${at % 100}`, [value]);
    if (Number(row?.[0]) !== value.length) throw new Error("Not the value's length.");
    watch();
  }
}

async function manyRows(count: number, watch: () => void): Promise<void> {
  const sql = `with recursive t (n) as (select 1 union all select n + 1 from t where n < ${count}) select n, 'row ' || n, n * 2 from t`;
  let seen = 0;
  for await (const rows of connection.iterate(sql, [], 2000)) {
    seen += rows.length;
    watch();
  }
  if (seen !== count) throw new Error(`${seen} rows instead of ${count}.`);
}

const run = work === "values" ? largeValues : manyRows;
await run(Number(times) / 10, () => {});
const before = megabytes();
let most = before;
let steps = 0;
await run(Number(times), () => {
  steps += 1;
  if (steps % STEP === 0) most = Math.max(most, megabytes());
});
process.stdout.write(String(Math.round(most - before)));
await closeConnections(settings);

/**
 * What operations of models cost, in microseconds of CPU, beside statements by hand, Kysely, Drizzle and Django.
 *
 *     npm run bench:models -- [--json] [--database sqlite|postgresql] [--operation NAME]
 *
 * Each peer has a process and a database of its own with 1,000 authors of ten books. They first show that they do
 * the same, then take turns in short rounds, of which the least counts. PYTHON names the interpreter that has
 * Django, NEWER_DJANGO a folder with a newer one; MKWEB_TEST_POSTGRES_URL a PostgreSQL, otherwise one is started.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { noPostgres, startPostgres } from "../test/support/postgres.ts";
import { measure, type Contender, type Costs } from "./models/measure.ts";
import {
  DATABASES,
  OPERATIONS,
  PEERS,
  STARTS,
  type DatabaseName,
  type PeerName,
  type Start,
} from "./models/operations.ts";
import { hasDjango, PeerProcess, timeStart } from "./models/peer-process.ts";
import { createTables } from "./models/tables.ts";

/** New processes of each peer for `unit30` and `firstQuery`. */
const STARTS_OF_EACH = 5;

const { json, databases, operations } = readArguments();
const peers = PEERS.filter((name) => name !== "django" || hasDjango());
const versions: Record<string, unknown> = {
  node: process.version,
  kysely: versionOf("kysely"),
  drizzle: versionOf("drizzle-orm"),
  django: null,
};
if (!peers.includes("django")) console.error("Django is not measured: PYTHON has none.");

const report: Record<string, unknown> = { versions };
for (const database of databases) {
  if (database === "postgresql" && noPostgres) console.error(`Not measured: ${noPostgres}.`);
  else report[database] = await benchDatabase(database);
}
if (json) console.log(JSON.stringify(report, null, 2));
else console.log(`Django ${String(versions["django"])}, Drizzle ${String(versions["drizzle"])}`);

async function benchDatabase(database: DatabaseName): Promise<Record<string, Costs>> {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-bench-models-"));
  const server = database === "postgresql" ? await startPostgres() : undefined;
  try {
    const addressOf = async (peer: PeerName) =>
      server ? server.createDatabase() : join(folder, `${peer}.sqlite3`);
    return await benchPeers(database, addressOf);
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchPeers(
  database: DatabaseName,
  addressOf: (peer: PeerName) => Promise<string>,
): Promise<Record<string, Costs>> {
  const costs: Record<string, Costs> = {};
  const contenders: (Contender & { readonly address: string })[] = [];
  try {
    for (const name of peers) {
      const address = await addressOf(name);
      const tables = await createTables(address);
      const process = new PeerProcess(name, address);
      contenders.push({ name, tables, process, address });
      const greeting = await process.greeting;
      if (name === "django") versions["django"] = greeting;
    }
    for (const operation of OPERATIONS.filter((each) => operations.includes(each))) {
      show(database, operation, (costs[operation] = await measure(operation, contenders)));
    }
  } finally {
    for (const { process, tables } of contenders) {
      await process.close();
      await tables.close();
    }
  }
  for (const start of STARTS.filter((each) => operations.includes(each))) {
    show(database, start, (costs[start] = measureStart(start, contenders)));
  }
  return costs;
}

function measureStart(
  start: Start,
  contenders: readonly { readonly name: PeerName; readonly address: string }[],
): Costs {
  const costs: Costs = {};
  for (let round = 0; round < STARTS_OF_EACH; round += 1) {
    for (const { name, address } of contenders) {
      costs[name] = Math.min(costs[name] ?? Infinity, timeStart(name, address, start));
    }
  }
  return costs;
}

/** A line for people as soon as it is known; beside JSON it goes where it is in nobody's way. */
function show(database: string, operation: string, costs: Costs): void {
  const cells = PEERS.map((peer) => `${peer} ${(costs[peer] ?? Number.NaN).toFixed(1)}`.padEnd(18));
  const line = `${database.padEnd(11)}${operation.padEnd(16)} ${cells.join("")}`;
  if (json) console.error(line);
  else console.log(line);
}

function readArguments(): {
  readonly json: boolean;
  readonly databases: readonly DatabaseName[];
  readonly operations: readonly string[];
} {
  const known = [...OPERATIONS, ...STARTS];
  try {
    const { values } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        database: { type: "string", multiple: true },
        operation: { type: "string", multiple: true },
      },
    });
    return {
      json: values.json,
      databases: chosen("database", values.database, DATABASES),
      operations: chosen("operation", values.operation, known),
    };
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    return process.exit(2);
  }
}

function chosen<T extends string>(
  option: string,
  given: readonly string[] | undefined,
  known: readonly T[],
): readonly T[] {
  const unknown = given?.find((name) => !known.some((each) => each === name));
  if (unknown === undefined) return given ? known.filter((each) => given.includes(each)) : known;
  throw new Error(`--${option} ${unknown} is unknown. Known are: ${known.join(", ")}.`);
}

function versionOf(library: string): unknown {
  const manifest = new URL(`../node_modules/${library}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/**
 * A real PostgreSQL for the tests: the server MKWEB_TEST_POSTGRES_URL names, or a temporary cluster. `npm test`
 * starts one cluster for all test files and names it there, for a cluster costs two seconds of a processor.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

export interface Postgres {
  /** Makes an empty database and answers its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server and starts it again; not for one that was given. */
  restart?(): Promise<void>;
  stop(): Promise<void>;
}

/** A server that nobody else uses. */
export interface OwnPostgres extends Postgres {
  /** Of the database that is there from the start. */
  readonly url: string;
  restart(): Promise<void>;
}

const binaries = findBinaries();

/** What is lost when the machine stops is of no use to anybody; several test files share the connections. */
const hasty = ["-F", "-N", "300", "-c", "full_page_writes=off", "-c", "autovacuum=off"];

/** Why there is no PostgreSQL here, or `false`: for a test's `skip`. */
export const noPostgres: string | false =
  process.env["MKWEB_TEST_POSTGRES_URL"] || binaries
    ? false
    : "PostgreSQL is not installed and MKWEB_TEST_POSTGRES_URL is not set";

/** The same where a test ends and starts the server: one that was given is others' as well. */
export const noOwnPostgres: string | false = binaries ? false : "PostgreSQL is not installed";

export async function startPostgres(): Promise<Postgres> {
  const given = process.env["MKWEB_TEST_POSTGRES_URL"];
  if (!given) return startOwnPostgres();
  await ready(given);
  const databases = databasesOf(given);
  return { ...databases, stop: () => databases.dropDatabases() };
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  if (!binaries) throw new Error(String(noOwnPostgres));
  const folder = mkdtempSync(join(tmpdir(), "mkweb-postgres-"));
  const user = asPostgresUser(folder);
  const data = join(folder, "data");
  const initdb = ["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", data];
  execFileSync(join(binaries, "initdb"), initdb, { ...user, stdio: "ignore", cwd: folder });
  const port = await freePort();
  const start = () =>
    spawn(
      join(binaries, "postgres"),
      ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, ...hasty],
      { ...user, stdio: "ignore", cwd: folder },
    );
  let server = start();
  const end = async (): Promise<void> => {
    server.kill("SIGINT");
    await once(server, "exit");
  };
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await ready(url);
  return {
    url,
    ...databasesOf(url),
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
    async restart() {
      await end();
      server = start();
      await ready(url);
    },
  };
}

function databasesOf(url: string) {
  const made: string[] = [];
  return {
    async createDatabase(): Promise<string> {
      const name = `mkweb_test_${process.pid}_${made.length}`;
      made.push(name);
      await query(url, `create database ${name}`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    async dropDatabases(): Promise<void> {
      await query(url, ...made.map((name) => `drop database if exists ${name} with (force)`));
    },
  };
}

async function query(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

async function ready(url: string, until = Date.now() + 20_000): Promise<void> {
  try {
    await query(url, "select 1");
  } catch (error) {
    if (Date.now() > until) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await ready(url, until);
  }
}

/** PostgreSQL refuses to run as root, so it runs as the user its package made. */
function asPostgresUser(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const [uid, gid] = [id("-u"), id("-g")];
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
  return { uid, gid };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Debian keeps the server's programs out of PATH. */
function findBinaries(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(":"),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")));
}

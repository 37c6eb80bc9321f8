import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  ftruncateSync,
  futimesSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DatabaseSettings, Settings } from "../conf/index.ts";
import { closeConnections, getConnection, quoteName } from "../connections/index.ts";
import { MkwebError } from "../errors.ts";
import { hasErrorCode } from "../platform/index.ts";

/** Called before an existing database of this name is deleted. */
export type MayReplace = (name: string) => Promise<boolean>;

/** Creates test databases for one kind of database. Tests never write to the original. */
export interface TestDatabases {
  /** Creates an empty one next to the project's own. */
  create(own: DatabaseSettings, mayReplace: MayReplace): Promise<DatabaseSettings | undefined>;
  /** Finds one that an earlier run kept, with the same migrations. */
  find(own: DatabaseSettings, kept: Kept): Promise<DatabaseSettings | undefined>;
  /** Keeps a migrated one for later runs, replacing an older one. */
  keep(original: DatabaseSettings, kept: Kept): Promise<void>;
  /** Creates, or resets, this process's copy of the original. Nobody may be connected to either. */
  copy(original: DatabaseSettings): Promise<DatabaseSettings>;
  /** Whether this process's copy is certainly unchanged; connections may be open. */
  isAsNew(copy: DatabaseSettings): boolean;
  /** Deletes the original, unless it is kept, and the copies of all processes. */
  destroy(original: DatabaseSettings, isKept: boolean): Promise<void>;
}

/** The migrations of a database, and its project. */
export interface Kept {
  readonly digest: string;
  /** The project's root. */
  readonly base: URL;
}

/** Folders of databases that were not deleted yet: a test may end the process. */
const temporary = new Set<string>();

function removeTemporary(): void {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
}

/** SQLite: files in a temporary folder; kept ones are in `node_modules/.cache`. */
const sqlite: TestDatabases = {
  async create(own) {
    const folder = mkdtempSync(join(tmpdir(), "mkweb-test-db-"));
    if (temporary.size === 0) process.once("exit", removeTemporary);
    temporary.add(folder);
    return { ...own, NAME: join(folder, "db.sqlite3") };
  },
  async find(own, kept) {
    const file = keptFile(kept);
    if (!existsSync(file)) return undefined;
    const database = await sqlite.create(own, async () => true);
    if (database) copyFileSync(file, database.NAME);
    return database;
  },
  async keep({ NAME }, kept) {
    const file = keptFile(kept);
    // A project without node_modules has no place for it.
    if (!existsSync(dirname(dirname(dirname(file))))) return;
    mkdirSync(dirname(file), { recursive: true });
    const others = readdirSync(dirname(file)).filter((name) =>
      /^test-[\da-f]+\.sqlite3$/.test(name),
    );
    copyFileSync(NAME, `${file}.${process.pid}`);
    renameSync(`${file}.${process.pid}`, file);
    for (const name of others) {
      if (join(dirname(file), name) !== file) rmSync(join(dirname(file), name), { force: true });
    }
  },
  async copy(original) {
    const NAME = `${original.NAME}.${process.pid}`;
    writeOver(NAME, readFileSync(original.NAME));
    asNew.set(NAME, stateOf(NAME));
    return {
      ...original,
      NAME,
      OPTIONS: { ...original.OPTIONS, init_command: forTests(original) },
    };
  },
  isAsNew({ NAME }) {
    return asNew.get(NAME) === stateOf(NAME);
  },
  async destroy({ NAME }) {
    rmSync(dirname(NAME), { recursive: true, force: true });
    temporary.delete(dirname(NAME));
    if (temporary.size === 0) process.off("exit", removeTemporary);
  },
};

/**
 * Replaces a file's content in its place, every test: `copyFile` first gives the old content back to the disk, which
 * takes it four times as long.
 */
function writeOver(file: string, content: Uint8Array): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT);
  try {
    writeFileSync(descriptor, content);
    ftruncateSync(descriptor, content.length);
    // File times are coarse: a write right after this must get another time.
    futimesSync(descriptor, 0, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Results of {@link stateOf} for unchanged copies. */
const asNew = new Map<string, string>();

/** Changes with every change of a database's files: writes go to the log first. */
function stateOf(file: string): string {
  const { mtimeNs, size } = statSync(file, { bigint: true });
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return `${mtimeNs} ${size} ${log?.size ?? 0}`;
}

/** Test data need not survive a power failure; waiting for the disk would slow every test down. */
function forTests({ OPTIONS }: DatabaseSettings): string {
  const own = OPTIONS?.["init_command"];
  return `${typeof own === "string" ? own : ""};pragma synchronous = off`;
}

function keptFile({ base, digest }: Kept): string {
  return fileURLToPath(new URL(`node_modules/.cache/mkweb/test-${digest}.sqlite3`, base));
}

/**
 * PostgreSQL: `test_NAME` on the same server, as in Django; copies have the process id appended. The comment
 * of a kept one records its migrations.
 */
const postgresql: TestDatabases = {
  async create(own, mayReplace) {
    const NAME = `test_${own.NAME}`;
    return onServer(own, async (server) => {
      if (await server.get("select 1 from pg_database where datname = ?", [NAME])) {
        const isOurs = (await commentOn(server, NAME)).startsWith(COMMENT);
        if (!isOurs && !(await mayReplace(NAME))) return undefined;
        await server.run(`drop database ${quoteName(NAME)}`);
      }
      await createOn(server, NAME);
      return { ...own, NAME };
    });
  },
  async copy(original) {
    const NAME = `${original.NAME}_${process.pid}`;
    await onServer(original, async (server) => {
      await server.run(`drop database if exists ${quoteName(NAME)}`);
      await server.run(`create database ${quoteName(NAME)} template ${quoteName(original.NAME)}`);
    });
    return { ...original, NAME };
  },
  // Reading a sequence leaves no trace that other statements do not leave too.
  isAsNew: () => false,
  async find(own, { digest }) {
    const NAME = `test_${own.NAME}`;
    const comment = await onServer(own, (server) => commentOn(server, NAME));
    return comment === COMMENT + digest ? { ...own, NAME } : undefined;
  },
  async keep(original, { digest }) {
    await onServer(original, async (server) => {
      await server.run(`comment on database ${quoteName(original.NAME)} is '${COMMENT}${digest}'`);
    });
  },
  async destroy(original, isKept) {
    await onServer(original, async (server) => {
      const rows = await server.all("select datname from pg_database");
      const names = rows.map(({ datname }) => String(datname));
      const copies = names.filter((name) => isCopy(name, original.NAME));
      for (const name of isKept ? copies : [...copies, original.NAME]) {
        await server.run(`drop database if exists ${quoteName(name)}`);
      }
    });
  },
};

export function testDatabasesFor({ ENGINE }: DatabaseSettings): TestDatabases {
  return ENGINE === "postgresql" ? postgresql : sqlite;
}

/** Creates and deletes databases from another one that every server has. */
async function onServer<T>(
  database: DatabaseSettings,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const settings: Pick<Settings, "BASE_DIR" | "DATABASES" | "SETTINGS_MODULE"> = {
    BASE_DIR: new URL("file:///"),
    DATABASES: { default: { ...database, NAME: "postgres" } },
    SETTINGS_MODULE: "",
  };
  try {
    return await work(getConnection(settings));
  } finally {
    await closeConnections(settings);
  }
}

type Server = ReturnType<typeof getConnection>;

/** SQLSTATE of `insufficient_privilege`. */
const NOT_PERMITTED = "42501";

/** @throws {MkwebError} `MKWEB_TEST_DATABASE`. */
async function createOn(server: Server, name: string): Promise<void> {
  try {
    await server.run(`create database ${quoteName(name)}`);
  } catch (cause) {
    if (!hasErrorCode(cause, NOT_PERMITTED)) throw cause;
    const row = await server.get("select current_user::text as name");
    const user = String(row?.["name"]);
    throw new MkwebError(
      "MKWEB_TEST_DATABASE",
      `The user '${user}' may not create the database for tests, '${name}'.`,
      { hint: `As an administrator of PostgreSQL: alter role ${quoteName(user)} createdb`, cause },
    );
  }
}

const COMMENT = "Kept by mkweb for tests: ";

/** Empty if the database does not exist. */
async function commentOn(server: Server, name: string): Promise<string> {
  const sql =
    "select shobj_description(oid, 'pg_database') as text from pg_database where datname = ?";
  const row = await server.get(sql, [name]);
  return typeof row?.["text"] === "string" ? row["text"] : "";
}

function isCopy(name: string, original: string): boolean {
  return name.startsWith(`${original}_`) && /^\d+$/.test(name.slice(original.length + 1));
}

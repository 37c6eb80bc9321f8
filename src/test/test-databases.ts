import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DatabaseSettings, Settings } from "../conf/index.ts";
import { closeConnections, getConnection } from "../connections/index.ts";

/** Asked before a database of this name, left over or somebody's, is deleted. */
export type MayReplace = (name: string) => Promise<boolean>;

/** How the tests' databases are made in a kind of database. The original is never written to by tests. */
export interface TestDatabases {
  /** Makes an empty one beside the project's own. */
  create(own: DatabaseSettings, mayReplace: MayReplace): Promise<DatabaseSettings | undefined>;
  /** Makes this process's copy of the original; made again, it is as new. Nobody may be connected to either. */
  copy(original: DatabaseSettings): Promise<DatabaseSettings>;
  /** Deletes the original and every process's copy. */
  destroy(original: DatabaseSettings): Promise<void>;
}

/** A file in a folder for temporary ones. */
const sqlite: TestDatabases = {
  async create(own) {
    return { ...own, NAME: join(mkdtempSync(join(tmpdir(), "mkweb-test-db-")), "db.sqlite3") };
  },
  async copy(original) {
    const NAME = `${original.NAME}.${process.pid}`;
    copyFileSync(original.NAME, NAME);
    return { ...original, NAME };
  },
  async destroy({ NAME }) {
    rmSync(dirname(NAME), { recursive: true, force: true });
  },
};

/** `test_NAME` on the same server, as Django calls it; a copy has the number of its process behind it. */
const postgresql: TestDatabases = {
  async create(own, mayReplace) {
    const NAME = `test_${own.NAME}`;
    return onServer(own, async (server) => {
      if (await server.get("select 1 from pg_database where datname = ?", [NAME])) {
        if (!(await mayReplace(NAME))) return undefined;
        await server.run(`drop database ${quoted(NAME)}`);
      }
      await server.run(`create database ${quoted(NAME)}`);
      return { ...own, NAME };
    });
  },
  async copy(original) {
    const NAME = `${original.NAME}_${process.pid}`;
    await onServer(original, async (server) => {
      await server.run(`drop database if exists ${quoted(NAME)}`);
      await server.run(`create database ${quoted(NAME)} template ${quoted(original.NAME)}`);
    });
    return { ...original, NAME };
  },
  async destroy(original) {
    await onServer(original, async (server) => {
      const rows = await server.all("select datname from pg_database");
      const names = rows.map(({ datname }) => String(datname));
      const copies = names.filter((name) => isCopy(name, original.NAME));
      for (const name of [...copies, original.NAME]) {
        await server.run(`drop database if exists ${quoted(name)}`);
      }
    });
  },
};

export function testDatabasesFor({ ENGINE }: DatabaseSettings): TestDatabases {
  return ENGINE === "postgresql" ? postgresql : sqlite;
}

/** Databases are made and deleted from another one, which every server has. */
async function onServer<T>(
  database: DatabaseSettings,
  work: (server: ReturnType<typeof getConnection>) => Promise<T>,
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

function isCopy(name: string, original: string): boolean {
  return name.startsWith(`${original}_`) && /^\d+$/.test(name.slice(original.length + 1));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

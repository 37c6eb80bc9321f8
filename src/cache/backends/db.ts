/** `mkweb/cache/backends/db`: a BACKEND for CACHES: a table of the database, which `createcachetable` makes. */
import {
  getConnection,
  hasTable,
  quoteName,
  type Connection,
  type Queries,
} from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import {
  wholeNumber,
  type CacheBackend,
  type CacheBackendFactory,
  type ExpiresAt,
} from "../backend.ts";
import { tableOf } from "../table.ts";

/** The end of what never ends, Python's last moment. */
const NEVER = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));

const momentOf = (expiresAt: ExpiresAt): Date => (expiresAt === null ? NEVER : new Date(expiresAt));

/**
 * A table of the default database (`mkweb/cache/backends/db`), for every process of every machine.
 * LOCATION is its name; `node manage createcachetable` makes it, laid out as Django's. Values are JSON,
 * where Django pickles, so the two need a table each.
 *
 * OPTIONS: MAX_ENTRIES (default 300), beyond which one in CULL_FREQUENCY (default 3) of the entries goes;
 * 0: all of them.
 *
 * Source: Django, `core/cache/backends/db.py`.
 *
 * @throws {MkwebError} `MKWEB_CACHE_TABLE_MISSING`, from what reads or writes, before the table is made.
 */
const database: CacheBackendFactory = ({ settings, location, options, now }): CacheBackend => {
  const connection = getConnection(settings);
  const name = tableOf({ LOCATION: location });
  const table = quoteName(name);
  const present = (): Date => new Date(now());
  const forUpdate = connection.vendor === "postgresql" ? " FOR UPDATE" : "";
  const insert = `INSERT INTO ${table} (cache_key, value, expires) VALUES (?, ?, ?)
    ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires`;
  const find = `SELECT value FROM ${table} WHERE cache_key = ? AND expires > ?`;

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await explained(error, name, connection);
    }
  };
  const cull = culling(connection, table, present, options);

  return {
    get: (key) =>
      run(async () => {
        const row = await connection.get(find, [key, present()]);
        return row && String(row["value"]);
      }),
    set: (key, text, expiresAt) =>
      run(async () => {
        await cull();
        await connection.run(insert, [key, text, momentOf(expiresAt)]);
      }),
    add: (key, text, expiresAt) =>
      run(async () => {
        await cull();
        const unlessLive = `${insert} WHERE ${table}.expires <= ?`;
        const params = [key, text, momentOf(expiresAt), present()];
        return (await connection.run(unlessLive, params)).changes > 0;
      }),
    touch: (key, expiresAt) =>
      run(async () => {
        const sql = `UPDATE ${table} SET expires = ? WHERE cache_key = ? AND expires > ?`;
        return (await connection.run(sql, [momentOf(expiresAt), key, present()])).changes > 0;
      }),
    delete: (key) =>
      run(async () => {
        const sql = `DELETE FROM ${table} WHERE cache_key = ? RETURNING expires > ? AS live`;
        return Boolean((await connection.get(sql, [key, present()]))?.["live"]);
      }),
    increment: (key, by) =>
      run(() =>
        connection.transaction(async (session) => {
          const row = await session.get(find + forUpdate, [key, present()]);
          if (!row) return undefined;
          const value = wholeNumber(key, String(row["value"])) + by;
          const sql = `UPDATE ${table} SET value = ? WHERE cache_key = ?`;
          await session.run(sql, [String(value), key]);
          return value;
        }),
      ),
    clear: () =>
      run(async () => {
        await connection.run(`DELETE FROM ${table}`);
      }),
    // The connection is the project's; closeConnections() ends it.
    async close() {},
  };
};

export default database;

/** Makes room as Django does: what has expired goes, then keys in their order. */
function culling(
  queries: Queries,
  table: string,
  present: () => Date,
  options: Readonly<Record<string, unknown>>,
): () => Promise<void> {
  const most = wholeOption(options["MAX_ENTRIES"], 300);
  const frequency = wholeOption(options["CULL_FREQUENCY"], 3);
  const count = async (): Promise<number> =>
    Number((await queries.get(`SELECT COUNT(*) AS entries FROM ${table}`))?.["entries"]);

  return async () => {
    if ((await count()) <= most) return;
    if (frequency === 0) {
      await queries.run(`DELETE FROM ${table}`);
      return;
    }
    await queries.run(`DELETE FROM ${table} WHERE expires < ?`, [present()]);
    const left = await count();
    if (left <= most) return;
    const first = `SELECT cache_key FROM ${table} ORDER BY cache_key LIMIT 1 OFFSET ?`;
    const sql = `DELETE FROM ${table} WHERE cache_key < (${first})`;
    await queries.run(sql, [Math.floor(left / frequency)]);
  };
}

function wholeOption(value: unknown, fallback: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : fallback;
}

/** An error of the database as it is, unless it is that nobody has made the table. */
async function explained(error: unknown, table: string, connection: Connection): Promise<unknown> {
  try {
    if (await hasTable(connection, table)) return error;
  } catch {
    // In a transaction that the error has ended nothing can be asked.
    return error;
  }
  return new MkwebError(
    "MKWEB_CACHE_TABLE_MISSING",
    `The table '${table}' of a cache in CACHES is not in the database ${connection.name}.`,
    { hint: "Run: node manage createcachetable", cause: error },
  );
}

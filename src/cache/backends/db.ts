/** `mkweb/cache/backends/db`: BACKEND for CACHES that stores entries in a database table. */
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

/** Expiry of entries that never expire: the last moment Python can express. */
const NEVER = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));

const momentOf = (expiresAt: ExpiresAt): Date => (expiresAt === null ? NEVER : new Date(expiresAt));

/**
 * Stores entries in a table of the default database (`mkweb/cache/backends/db`), shared by all processes and machines.
 * LOCATION is the table's name; `node manage createcachetable` creates it in Django's layout. Values are JSON,
 * where Django pickles, so the two need separate tables.
 *
 * OPTIONS: MAX_ENTRIES (default 300); beyond it one in CULL_FREQUENCY (default 3) entries is removed, with 0 all
 * of them.
 *
 * Source: Django, `core/cache/backends/db.py`.
 *
 * @throws {MkwebError} `MKWEB_CACHE_TABLE_MISSING` on reads and writes before the table exists.
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
    // The connection belongs to the project; closeConnections() closes it.
    async close() {},
  };
};

export default database;

/** Makes room as Django does: removes expired entries, then the first keys in order. */
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

/** Replaces a database error by a clearer one if the table does not exist. */
async function explained(error: unknown, table: string, connection: Connection): Promise<unknown> {
  try {
    if (await hasTable(connection, table)) return error;
  } catch {
    // No query is possible in a transaction that the error has aborted.
    return error;
  }
  return new MkwebError(
    "MKWEB_CACHE_TABLE_MISSING",
    `The table '${table}' of a cache in CACHES is not in the database ${connection.name}.`,
    { hint: "Run: node manage createcachetable", cause: error },
  );
}

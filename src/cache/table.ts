/** The table of a database cache, in the layout of Django's `createcachetable`. */
import { ImproperlyConfigured, type CacheSettings, type Settings } from "../conf/index.ts";
import { quoteName, type Connection } from "../connections/index.ts";

const DATABASE_BACKEND = "mkweb/cache/backends/db";

const MOMENT = { sqlite: "datetime", postgresql: "timestamp with time zone" } as const;

/**
 * Returns the tables that CACHES needs, each once.
 *
 * @example
 * console.log(cacheTables(settings)); // ["my_cache_table"]
 */
export function cacheTables({ CACHES }: Pick<Settings, "CACHES">): readonly string[] {
  const caches = Object.values(CACHES).filter(({ BACKEND }) => BACKEND === DATABASE_BACKEND);
  return [...new Set(caches.map(tableOf))];
}

/** @throws {ImproperlyConfigured} If the cache names no table. */
export function tableOf({ LOCATION = "" }: Pick<CacheSettings, "LOCATION">): string {
  if (LOCATION !== "") return LOCATION;
  throw new ImproperlyConfigured(
    `CACHES: a cache with the BACKEND '${DATABASE_BACKEND}' needs a table.`,
    {
      hint: "Add LOCATION: 'my_cache_table' to it, then run: node manage createcachetable",
    },
  );
}

/**
 * Returns the SQL statements that create a table and its index.
 *
 * @example
 * for (const sql of createTableStatements("my_cache_table", "sqlite")) console.log(sql);
 */
export function createTableStatements(
  table: string,
  vendor: Connection["vendor"],
): readonly string[] {
  const lines = [
    `CREATE TABLE ${quoteName(table)} (`,
    '    "cache_key" varchar(255) NOT NULL PRIMARY KEY,',
    '    "value" text NOT NULL,',
    `    "expires" ${MOMENT[vendor]} NOT NULL`,
    ");",
  ];
  const index = quoteName(`${table}_expires`);
  return [lines.join("\n"), `CREATE INDEX ${index} ON ${quoteName(table)} ("expires");`];
}

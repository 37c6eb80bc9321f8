import { prepare, settled, type Vendor } from "../../query/index.ts";
import { connectionOf } from "./run.ts";
import type { Source } from "./source.ts";

/** PostgreSQL's options, with a boolean or a word as value. */
const postgresqlOptions = new Set([
  "analyze",
  "buffers",
  "costs",
  "format",
  "generic_plan",
  "memory",
  "serialize",
  "settings",
  "summary",
  "timing",
  "verbose",
  "wal",
]);

/**
 * Returns the database's plan for a query.
 *
 * @throws {TypeError} If the database does not know an option.
 */
export async function runExplain(
  source: Source,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const connection = connectionOf(source);
  const { plan, params } = prepare(source.query, "rows", connection.vendor);
  if (plan.isEmpty) return "";
  const sql = `${prefix(connection.vendor, options)} ${plan.sql}`;
  const rows = await connection.rows(sql, await settled(params));
  return rows
    .map((row) =>
      row.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" "),
    )
    .join("\n");
}

function prefix(vendor: Vendor, options: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(options);
  if (vendor === "sqlite") {
    if (given.length === 0) return "EXPLAIN QUERY PLAN";
    throw new TypeError(`explain(): SQLite has no option '${given[0]?.[0]}'.`);
  }
  if (given.length === 0) return "EXPLAIN";
  const words = given.map(([name, value]) => {
    const word = String(value);
    if (!postgresqlOptions.has(name) || !/^\w+$/.test(word)) {
      throw new TypeError(`explain(): PostgreSQL has no option '${name}' of this value.`);
    }
    return `${name.toUpperCase()} ${word}`;
  });
  return `EXPLAIN (${words.join(", ")})`;
}

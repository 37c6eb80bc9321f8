import type { Settings } from "../../conf/index.ts";
import { observeQueries, type ObservedQuery } from "../../connections/index.ts";
import { getLogger } from "../../logging/index.ts";
import { sqlWithoutValues } from "./sql-without-values.ts";

/**
 * Logs statements as `mkweb.db` that take SLOW_QUERY_TIME or longer, and all statements if that logger writes
 * DEBUG. Includes their values with DEBUG only.
 *
 * @returns Stops it.
 */
export function logQueries({ DEBUG, SLOW_QUERY_TIME }: Settings): () => void {
  const log = getLogger("mkweb.db");
  const slowFrom = SLOW_QUERY_TIME === null ? Infinity : SLOW_QUERY_TIME * 1000;
  const tellsAll = log.isEnabledFor("DEBUG");
  if (slowFrom === Infinity && !tellsAll) return () => undefined;
  return observeQueries((query) => {
    if (query.durationMs >= slowFrom) log.warning("Slow query", fieldsOf(query, DEBUG));
    else if (tellsAll) log.debug("Query", fieldsOf(query, DEBUG));
  });
}

function fieldsOf(
  { alias, sql, params, durationMs, error }: ObservedQuery,
  withValues: boolean,
): Readonly<Record<string, unknown>> {
  return {
    duration_ms: Math.round(durationMs * 10) / 10,
    database: alias,
    sql: withValues ? sql : sqlWithoutValues(sql),
    ...(withValues && params.length > 0 && { params }),
    ...(error instanceof Error && { failed: error.name }),
  };
}

/** Turns a record into texts and numbers, for its page and as JSON. */
import { readFileSync } from "node:fs";
import type { Settings } from "../conf/index.ts";
import { maskText } from "../secrets/index.ts";
import { placeText, type Place } from "./place.ts";
import type { RecordedQuery, RequestRecord } from "./record.ts";
import { repeatsIn, valuesKey, type Repeat } from "./repeats.ts";
import { errorText } from "./show.ts";
import { isControl, shownParams, shownSql } from "./statement.ts";
import { timelineOf } from "./timeline.ts";

/** A report; clients that accept JSON get it through `JSON.stringify`. */
export type Report = ReturnType<typeof reportOf>;

export function reportOf(record: RequestRecord, settings: Settings) {
  const repeats = repeatsIn(record.queries);
  const queries = queriesOf(record, repeats, settings);
  const sent = record.queries.filter(({ sql }) => !isControl(sql));
  return {
    id: record.id,
    method: record.method,
    path: record.path,
    at: new Date(record.at).toISOString(),
    durationMs: record.durationMs,
    cpuMs: record.cpuMs,
    left: record.left,
    request: record.request,
    response: record.response,
    queries: {
      count: sent.length,
      durationMs: sum(sent),
      similar: repeats.reduce((count, each) => count + each.queries.length, 0),
      duplicates: queries.filter(({ duplicates }) => duplicates > 1).length,
      repeats: repeats.map((each) => repeatOf(record, each, settings.BASE_DIR)),
      list: queries,
    },
    templates: { count: record.renders.length, list: templatesOf(record) },
    cache: cacheOf(record),
    timeline: timelineOf(
      record,
      queries.map(({ sql }) => sql.slice(0, 120)),
    ),
  };
}

function queriesOf(record: RequestRecord, repeats: readonly Repeat[], settings: Settings) {
  const counts = new Map<RecordedQuery, { similar: number; duplicates: number; mark: number }>();
  repeats.forEach((repeat, at) => {
    const byValues = Map.groupBy(repeat.queries, valuesKey);
    for (const same of byValues.values()) {
      for (const query of same) {
        counts.set(query, {
          similar: repeat.queries.length,
          duplicates: same.length,
          mark: at % 10,
        });
      }
    }
  });
  const sources = new Sources();
  const { SQL_WARNING_THRESHOLD = 500 } = settings.DEBUG_TOOLBAR_CONFIG;
  return record.queries.map((query, at) => ({
    number: at + 1,
    alias: query.alias,
    vendor: query.vendor,
    sql: shownSql(query.sql),
    params: shownParams(query.sql, query.params),
    startMs: query.startedAt - record.startedAt,
    durationMs: query.durationMs,
    slow: query.durationMs >= SQL_WARNING_THRESHOLD,
    control: isControl(query.sql),
    error: query.error === undefined ? undefined : errorText(query.error),
    template: templateAround(record, query),
    places: query.places.map((place) => ({
      place: placeText(place, settings.BASE_DIR),
      functionName: place.functionName,
      source: sources.lineOf(place),
    })),
    ...(counts.get(query) ?? { similar: 1, duplicates: 1, mark: 0 }),
  }));
}

/** Returns the innermost template that was being rendered when the query was sent. */
function templateAround(
  { renders }: RequestRecord,
  { startedAt }: RecordedQuery,
): string | undefined {
  let found: RequestRecord["renders"][number] | undefined;
  for (const each of renders) {
    const isAround = each.startedAt <= startedAt && startedAt <= each.startedAt + each.durationMs;
    if (isAround && each.startedAt >= (found?.startedAt ?? 0)) found = each;
  }
  return found?.name;
}

function repeatOf(record: RequestRecord, repeat: Repeat, root: URL) {
  const { sql, queries, distinct, durationMs, hint } = repeat;
  const places = queries.flatMap((query) => {
    const [place] = query.places;
    return place ? placeText(place, root) : (templateAround(record, query) ?? []);
  });
  return {
    count: queries.length,
    distinct,
    durationMs,
    sql: shownSql(sql),
    places: [...new Set(places)].slice(0, 5),
    relations: hint?.relations ?? [],
    advice: hint?.advice,
  };
}

function templatesOf({ renders, contexts }: RequestRecord) {
  const groups = Map.groupBy(renders, ({ origin }) => origin);
  return [...groups].map(([origin, each]) => ({
    name: each[0]?.name ?? origin,
    origin,
    count: each.length,
    durationMs: sum(each),
    failed: each.some(({ error }) => error),
    context: contexts.get(origin) ?? [],
  }));
}

function cacheOf({ calls }: RequestRecord) {
  return {
    count: calls.length,
    durationMs: sum(calls),
    hits: calls.filter(({ hit }) => hit === true).length,
    misses: calls.filter(({ hit }) => hit === false).length,
    list: calls.map(({ alias, method, key, hit, durationMs, error }) => ({
      alias,
      method,
      key: maskText(key),
      answer: hit === undefined ? "" : hit ? "hit" : "miss",
      durationMs,
      error: error === undefined ? undefined : errorText(error),
    })),
  };
}

function sum(list: readonly { readonly durationMs: number }[]): number {
  return list.reduce((total, { durationMs }) => total + durationMs, 0);
}

/** Lines of the project's current files; reads each file once. */
class Sources {
  readonly #files = new Map<string, readonly string[]>();

  lineOf({ file, line }: Place): string {
    const lines = this.#files.get(file) ?? read(file);
    this.#files.set(file, lines);
    return lines[line - 1]?.trim().slice(0, 200) ?? "";
  }
}

function read(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split(/\r\n|\r|\n/);
  } catch {
    return [];
  }
}

/** Filters for dates and times. */
import type { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { formatDate, formatTime, NoSuchPart } from "../dates/format.ts";
import { timeSince } from "../dates/since.ts";
import { truthy } from "../runtime/compare.ts";
import { bare } from "../runtime/decimal.ts";
import { ValueError } from "../runtime/numbers.ts";

const optional = { argument: "optional" } as const;

export function registerDateFilters(library: Library): void {
  library
    .filter("date", date, { ...optional, expectsLocaltime: true })
    .filter("time", time, { ...optional, expectsLocaltime: true })
    .filter(
      "timesince",
      (value: unknown, other: unknown, state: RenderState) => since(value, other, state, false),
      optional,
    )
    .filter(
      "timeuntil",
      (value: unknown, other: unknown, state: RenderState) => since(value, other, state, true),
      optional,
    );
}

function date(value: unknown, format: unknown, { engine }: RenderState): string {
  if (isNothing(value)) return "";
  const zone = engine.surroundings.timeZone;
  const given = truthy(format) ? format : "DATE_FORMAT";
  return firstThat(
    () => formatDate(value, given, zone),
    () => formatDate(value, format, zone),
  );
}

function time(value: unknown, format: unknown, { engine }: RenderState): string {
  if (isNothing(value)) return "";
  const zone = engine.surroundings.timeZone;
  const given = truthy(format) ? format : "TIME_FORMAT";
  try {
    return firstThat(
      () => formatTime(value, given, zone),
      () => formatTime(value, format, zone),
    );
  } catch (error) {
    if (error instanceof TypeError) return "";
    throw error;
  }
}

/** A value without the parts that the format needs prints nothing, but a format without parts prints itself. */
function firstThat(...attempts: readonly (() => string)[]): string {
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof NoSuchPart)) throw error;
    }
  }
  return "";
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || bare(value) === "";
}

function since(value: unknown, other: unknown, state: RenderState, until: boolean): string {
  if (!truthy(value)) return "";
  try {
    return timeSince(value, truthy(other) ? other : undefined, state, until);
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return "";
    throw error;
  }
}

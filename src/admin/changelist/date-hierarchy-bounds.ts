/** The period that a date hierarchy's parameters select. */
import type { ModelInfo } from "../../models/index.ts";
import { currentTimeZone } from "../../query/index.ts";
import { PlainDate, zoneOf } from "../../templates/index.ts";
import { fromWallClock } from "../../timezone/index.ts";
import { nameInMarkup } from "../names.ts";
import { IncorrectLookupParameters } from "./errors.ts";
import { lookupPath } from "./lookups/lookup-path.ts";

type Lookups = ReadonlyMap<string, readonly unknown[]>;

/**
 * Replaces year, month and day by the first day and the day after the last, so that the database can use an index.
 *
 * @throws {IncorrectLookupParameters} If the date does not exist.
 */
export function hierarchyBounds(model: ModelInfo, path: string, lookups: Lookups): Lookups {
  const field = nameInMarkup(path);
  const [year, month, day] = ["year", "month", "day"].map((part) =>
    lookups.get(`${field}__${part}`)?.at(-1),
  );
  if (year === undefined) return lookups;
  const [first, end] = span(year, month, day);
  const isMoment = lookupPath(model, field).parts.at(-1)?.field?.type.kind === "datetime";
  const kept = [...lookups].filter(
    ([name]) => !["year", "month", "day"].some((part) => name === `${field}__${part}`),
  );
  return new Map([
    ...kept,
    [`${field}__gte`, [isMoment ? midnight(first) : first.toString()]],
    [`${field}__lt`, [isMoment ? midnight(end) : end.toString()]],
  ]);
}

function span(year: unknown, month: unknown, day: unknown): readonly [PlainDate, PlainDate] {
  const parts = [year, month ?? 1, day ?? 1].map((each) =>
    /^\s*\d{1,4}\s*$/.test(String(each)) ? Number(each) : NaN,
  );
  const [y = NaN, m = NaN, d = NaN] = parts;
  const first = dayOf(y, m, d);
  if (!first || y < 1 || y > 9998 || first.month !== m || first.day !== d) {
    throw new IncorrectLookupParameters();
  }
  const end =
    day === undefined
      ? month === undefined
        ? dayOf(y + 1, 1, 1)
        : dayOf(y, m + 1, 1)
      : dayOf(y, m, d + 1);
  return [first, end ?? first];
}

function dayOf(year: number, month: number, day: number): PlainDate | undefined {
  const moved = new Date(0);
  moved.setUTCFullYear(year, month - 1, day);
  return Number.isNaN(moved.getTime())
    ? undefined
    : new PlainDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

function midnight({ year, month, day }: PlainDate): Date {
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  return new Date(fromWallClock(local.getTime(), zoneOf(currentTimeZone())));
}

import { currentTimeZone, fromWallClock, zoneOf } from "../../../timezone/index.ts";
import type { Bindable } from "../../meta.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Slot } from "../../slots.ts";
import type { Env } from "../env.ts";
import { bindSlot, converter, valueAt } from "./operands.ts";
import { BOOLEAN, HOLE, RESHAPE, concat, conjunction, type Sql } from "../sql.ts";
import { transform } from "../expressions/transforms.ts";

/** The bounds of a year for each comparison, in years relative to the given one. */
const BOUNDS: Readonly<Record<string, readonly (readonly [operator: string, years: 0 | 1])[]>> = {
  exact: [
    [">=", 0],
    ["<", 1],
  ],
  gt: [[">=", 1]],
  gte: [[">=", 0]],
  lt: [["<", 0]],
  lte: [["<", 1]],
};

/** Years that a Date and both databases write with four digits in any time zone. */
const [FIRST, LAST] = [2, 9998];

/**
 * Compiles a condition on a column's year as a condition on the column itself, so that an index can be used.
 * `undefined` if it is not a plain comparison with a value; the year is then computed for each row.
 */
export function comparedYear(env: Env, left: Sql, name: string, value: unknown): Sql | undefined {
  if (!left.field || (name !== "year" && name !== "isoYear")) return undefined;
  const isLookup = value instanceof Lookup;
  const bounds = BOUNDS[isLookup ? value.name : "exact"];
  const given: unknown = isLookup ? value.args[0] : value;
  if (!bounds || !(given instanceof Slot) || given.isList) return undefined;
  const computed = transform(env, left, name);
  const toYear = converter(env, computed, "exact");
  const bind = (years: number) => (each: unknown) => {
    const year = toYear(each);
    if (typeof year !== "number" || year < FIRST || year > LAST) return RESHAPE;
    return beginning(env, left, name, year + years);
  };
  if (bind(0)(valueAt(env, given)) === RESHAPE) {
    env.scope.compilation.cacheable = false;
    return undefined;
  }
  const text = env.scope.dialect.typed(HOLE, left.type);
  const parts = bounds.map(([operator, years]) => {
    const right = { text, binds: [bindSlot(given, bind(years))], type: left.type };
    const part = concat(` ${operator} `, [left, right], BOOLEAN);
    // Groups by the year, as in Django; PostgreSQL also needs to know the side of the bound.
    return { ...part, group: [computed, part] };
  });
  return conjunction(parts);
}

/** The first day of a year, or its first instant in the current time zone. */
function beginning(env: Env, left: Sql, name: string, year: number): Bindable {
  const day = name === "isoYear" ? mondayOf(year) : utcDay(year, 1);
  if (left.type.kind === "date") return new Date(day).toISOString().slice(0, 10);
  const moment = new Date(fromWallClock(day, zoneOf(currentTimeZone())));
  return left.type.toDatabase(moment, env.scope.dialect.vendor);
}

/** The Monday of a year's first ISO week: the one with January 4th. */
function mondayOf(year: number): number {
  const fourth = utcDay(year, 4);
  const daysSinceMonday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - daysSinceMonday * 86_400_000;
}

/** A day in January. Date.UTC treats the years 0 to 99 as 1900 to 1999. */
function utcDay(year: number, day: number): number {
  return new Date(0).setUTCFullYear(year, 0, day);
}

/** Previous and next periods for links, never one that would answer 404. Source: Django, `_get_next_prev`. */
import { gte, lt, lte } from "../../models/index.ts";
import type { PlainDate } from "../../templates/index.ts";
import { lookupArgument, nowFor, rowsOfDated, type DatedView } from "./lookups.ts";
import { addDays, dayFrom, isAfter } from "./days.ts";
import { beginOf, endOf, type Period } from "./periods.ts";

export async function nextDay(
  view: DatedView,
  date: PlainDate,
  period: Period,
): Promise<PlainDate | null> {
  const end = endOf(date, period, view.getWeekFormat());
  if (allowsEmpty(view)) return unlessFuture(view, end);
  const field = view.getDateField();
  return nearest(view, period, [{ [field]: gte(lookupArgument(view, end)) }], field);
}

export async function previousDay(
  view: DatedView,
  date: PlainDate,
  period: Period,
): Promise<PlainDate | null> {
  const start = beginOf(date, period, view.getWeekFormat());
  if (!start) return null;
  if (allowsEmpty(view)) {
    const before = addDays(start, -1);
    return unlessFuture(view, before && beginOf(before, period, view.getWeekFormat()));
  }
  const field = view.getDateField();
  return nearest(view, period, [{ [field]: lt(lookupArgument(view, start)) }], `-${field}`);
}

function allowsEmpty(view: DatedView): boolean {
  return view.getAllowEmpty?.() ?? false;
}

function unlessFuture(view: DatedView, day: PlainDate | undefined): PlainDate | null {
  if (!day) return null;
  const today = dayFrom(new Date(view.request.now()));
  return view.getAllowFuture() || (today && !isAfter(day, today)) ? day : null;
}

/** The period of the first object in an order. */
async function nearest(
  view: DatedView,
  period: Period,
  conditions: readonly object[],
  ordering: string,
): Promise<PlainDate | null> {
  const field = view.getDateField();
  const now = view.getAllowFuture() ? [] : [{ [field]: lte(nowFor(view)) }];
  const rows = rowsOfDated(view)
    .filter(...conditions, ...now)
    .orderBy(ordering);
  const [found] = await rows.limit(1);
  const day = found && dayFrom(Reflect.get(found, field));
  return (day && beginOf(day, period, view.getWeekFormat())) ?? null;
}

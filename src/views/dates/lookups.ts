/** Conditions of date views. Source: Django, `DateMixin`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { Http404 } from "../../http/index.ts";
import { gte, infoOf, lt, type AnyQuerySet, type ModelInfo } from "../../models/index.ts";
import type { PlainDate } from "../../templates/index.ts";
import { asQuerySet } from "../query.ts";
import type { View } from "../view.ts";
import type { DateMembers } from "./date-mixin.ts";
import { addDays, dayFrom, startOf } from "./days.ts";

/** Additional members of a date view. */
export interface DatedView extends View, DateMembers {
  readonly model?: unknown;
  getQueryset(): unknown;
  getAllowEmpty?(): boolean;
}

export function modelOfDated(view: DatedView): ModelInfo {
  return infoOf(view.model ?? (view.getQueryset() as { readonly model: unknown }).model);
}

/**
 * Whether the view's field contains datetimes rather than days. @throws {ImproperlyConfigured} No such field
 * exists.
 */
export function usesDatetimeField(view: DatedView): boolean {
  const info = modelOfDated(view);
  const name = view.getDateField();
  const field = info.fields.get(name);
  if (field) return field.type.kind === "datetime";
  throw new ImproperlyConfigured(
    `${view.constructor.name}.dateField names '${name}', which ${info.label} lacks.`,
    {
      hint: `Its fields: ${[...info.fields.keys()].join(", ")}.`,
    },
  );
}

/** The value to compare a day with in the view's field. */
export function lookupArgument(view: DatedView, date: PlainDate): Date | string {
  return usesDatetimeField(view) ? startOf(date) : date.toString();
}

/** The current time in the form of the view's field. */
export function nowFor(view: DatedView): Date | string {
  const now = new Date(view.request.now());
  return usesDatetimeField(view) ? now : String(dayFrom(now));
}

/** Conditions for rows from one day up to, but without, another. */
export function between(view: DatedView, since: PlainDate, until: PlainDate): readonly object[] {
  const field = view.getDateField();
  return [
    { [field]: gte(lookupArgument(view, since)) },
    { [field]: lt(lookupArgument(view, until)) },
  ];
}

/** Conditions for rows of one day. */
export function onDay(view: DatedView, date: PlainDate): readonly object[] {
  if (!usesDatetimeField(view)) return [{ [view.getDateField()]: date.toString() }];
  const next = addDays(date, 1);
  if (!next) throw new Http404("Date out of range");
  return between(view, date, next);
}

export function rowsOfDated(view: DatedView): AnyQuerySet {
  return asQuerySet(view.getQueryset(), view);
}

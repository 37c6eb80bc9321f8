/** Ordering of a list by its query. Source: Django, `ChangeList.get_ordering`. */
import type { HttpRequest } from "../../http/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ChangeList } from "./change-list.ts";
import { askedColumns, deterministic, explicitOrder, ordered, type OrderItem } from "./ordering.ts";
import { ORDER_VAR } from "./parameters.ts";

/** Orders by the query, else by the class or the model; the key breaks ties. */
export function orderingOf(
  list: ChangeList,
  request: HttpRequest,
  rows: AdminRows,
): readonly OrderItem[] {
  const own = list.modelAdmin.getOrdering(request) as readonly OrderItem[];
  const asked = list.params.get(ORDER_VAR);
  const items = asked
    ? askedColumns(asked).flatMap(({ at, descending }) => {
        const name = list.listDisplay[at];
        const field = name === undefined ? undefined : list.getOrderingField(name);
        return field === undefined ? [] : [ordered(field, descending)];
      })
    : own.length > 0
      ? own
      : defaultOrdering(list);
  return deterministic(list.opts, [...items, ...explicitOrder(rows)]);
}

/** Returns the columns that rows are ordered by, with their directions, most significant first. */
export function orderedColumns(list: ChangeList): ReadonlyMap<number, "asc" | "desc"> {
  const asked = list.params.get(ORDER_VAR);
  if (asked !== undefined) {
    return new Map(
      askedColumns(asked).map(({ at, descending }) => [at, descending ? "desc" : "asc"]),
    );
  }
  const columns = new Map<number, "asc" | "desc">();
  for (const item of defaultOrdering(list)) {
    if (typeof item !== "string") continue;
    const field = item.replace(/^-/, "");
    const at = list.listDisplay.findIndex((name) => list.getOrderingField(name) === field);
    if (at !== -1) columns.set(at, item.startsWith("-") ? "desc" : "asc");
  }
  return columns;
}

function defaultOrdering({ modelAdmin, opts }: ChangeList): readonly OrderItem[] {
  const { ordering } = modelAdmin;
  return (ordering?.length ? ordering : opts.ordering) as readonly OrderItem[];
}

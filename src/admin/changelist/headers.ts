/** The headings of a list's columns and their links. Source: Django, `result_headers`. */
import { nameInMarkup } from "../names.ts";
import { ACTION_CHECKBOX, type ChangeList } from "./change-list.ts";
import { ORDER_VAR } from "./parameters.ts";

export interface Header {
  readonly text: string;
  /** CSS classes of the heading: `column-pub_date`. */
  readonly classes: string;
  readonly sortable: boolean;
  readonly sorted?: boolean;
  readonly ascending?: boolean;
  /** Rank among the ordering columns, from 1. */
  readonly sortPriority?: number;
  /** Makes this column the first to order by. */
  readonly urlPrimary?: string;
  /** Removes this column from the ordering. */
  readonly urlRemove?: string;
  /** Reverses this column's direction. */
  readonly urlToggle?: string;
}

type Columns = ReadonlyMap<number, "asc" | "desc">;

/** Returns the headings, except that of the checkboxes. */
export function headersOf(list: ChangeList): readonly Header[] {
  const columns = list.getOrderingFieldColumns();
  return list.listDisplay.flatMap((name, at) =>
    name === ACTION_CHECKBOX ? [] : [headerOf(list, name, at, columns)],
  );
}

function headerOf(list: ChangeList, name: string, at: number, columns: Columns): Header {
  const { label, ordering } = list.shown(name);
  const text = label.charAt(0).toUpperCase() + label.slice(1);
  const classes = `column-${nameInMarkup(name)}`;
  if (ordering === undefined || !list.sortableBy.includes(name)) {
    return { text, classes, sortable: false };
  }
  const current = columns.get(at);
  return {
    text,
    classes: ["sortable", classes, ...(current ? ["sorted", `${current}ending`] : [])].join(" "),
    sortable: true,
    sorted: current !== undefined,
    ascending: current === "asc",
    sortPriority: [...columns.keys()].indexOf(at) + 1,
    ...links(list, at, columns),
  };
}

function links(list: ChangeList, at: number, columns: Columns) {
  const current = columns.get(at);
  const turned = current === "asc" ? "desc" : "asc";
  const entries = [...columns];
  const others = entries.filter(([each]) => each !== at);
  const url = (order: readonly (readonly [number, "asc" | "desc"])[]): string =>
    list.getQueryString({
      [ORDER_VAR]: order.map(([each, kind]) => `${kind === "desc" ? "-" : ""}${each}`).join("."),
    });
  return {
    urlPrimary: url([[at, turned], ...others]),
    urlRemove: url(others),
    urlToggle: url(entries.map(([each, kind]) => [each, each === at ? turned : kind])),
  };
}

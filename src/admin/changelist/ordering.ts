/** The order of a list's rows. Source: Django, `ChangeList.get_ordering`. */
import { constraintsOf, sourceOf, type ModelInfo } from "../../models/index.ts";
import { Expression } from "../../query/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";

/** A name, prefixed with `-` for descending, or an expression. */
export type OrderItem = string | Expression;

/** A column that the query orders by: its index and direction. */
export interface AskedColumn {
  readonly at: number;
  readonly descending: boolean;
}

/** Parses `o=1.-3`; skips what is not a number. */
export function askedColumns(parameter: string): readonly AskedColumn[] {
  return parameter.split(".").flatMap((part) => {
    const [, sign, digits] = /^(.*-)?(\d+)$/s.exec(part.trim()) ?? [];
    return digits === undefined ? [] : [{ at: Number(digits), descending: sign !== undefined }];
  });
}

/** Returns an order, reversed if it is descending. */
export function ordered(field: string | object, descending: boolean): OrderItem {
  if (typeof field === "string") {
    if (!descending) return field;
    return field.startsWith("-") ? field.slice(1) : `-${field}`;
  }
  const expression = field as Expression;
  if (expression.kind !== "ordering") return descending ? expression.desc() : expression.asc();
  if (!descending) return expression;
  const { args, options } = expression;
  return new Expression("ordering", expression.name === "asc" ? "desc" : "asc", args, options);
}

/** Returns the rows' explicit order, ignoring the model's default. */
export function explicitOrder(rows: AdminRows): readonly OrderItem[] {
  const { query, info } = sourceOf(rows);
  const items = query.orderItems;
  return items === info.ordering ? [] : items;
}

/** Appends the key to the order, unless the order is already unique. */
export function deterministic(
  model: ModelInfo,
  ordering: readonly OrderItem[],
): readonly OrderItem[] {
  const names = new Set<string>();
  for (const item of ordering) {
    const name = fieldName(item);
    if (name === "pk") return ordering;
    const field =
      name === undefined ? undefined : (model.fields.get(name) ?? model.attributes.get(name));
    // The name of a relation stands for the order of the related model.
    if (!field || (field.related && name === field.name)) continue;
    if (field.isUnique && !field.nullable) return ordering;
    names.add(field.attribute);
  }
  return uniqueSets(model).some((set) => set.every((each) => names.has(each)))
    ? ordering
    : [...ordering, "-pk"];
}

function fieldName(item: OrderItem): string | undefined {
  if (typeof item === "string") return item.replace(/^-/, "");
  const inner = item.kind === "ordering" ? item.args[0] : item;
  return inner instanceof Expression && inner.kind === "field" ? inner.name : undefined;
}

/** Returns sets of unique attributes, except sets with a nullable one. */
function uniqueSets(model: ModelInfo): readonly (readonly string[])[] {
  const declared = [
    ...(model.options.uniqueTogether ?? []),
    ...constraintsOf(model).flatMap(({ unique, condition, expressions }) =>
      unique && condition === undefined && expressions === undefined ? [unique] : [],
    ),
  ];
  return declared.flatMap((names) => {
    const fields = names.map((name) => model.fields.get(name));
    return fields.every((field) => field && !field.nullable)
      ? [fields.map((field) => field?.attribute ?? "")]
      : [];
  });
}

import { ValueError } from "../../errors.ts";
import type { Bindable, Vendor } from "../../meta.ts";
import { metaOf } from "../../objects.ts";
import { refusedValue } from "../../types/refused-value.ts";
import type { Sql } from "../sql.ts";

/** Converts a value compared with an expression to its database form. Error messages never contain the value. */
export function judge(value: unknown, left: Sql, vendor: Vendor): Bindable {
  if (typeof value === "object" && value !== null && metaOf in value)
    return keyOf(value, left, vendor);
  try {
    return left.type.toDatabase(left.type.prepare(value), vendor);
  } catch (error) {
    if (error instanceof TypeError) throw refusal(left, error);
    throw error;
  }
}

/** Adds model and field to the error of a column's type. */
export function refusal(left: Sql, cause: TypeError): Error {
  const { field } = left;
  const where = field ? `${field.model.name}.${field.name}` : `a ${left.type.kind}`;
  return refusedValue(where, left.type.kind, cause);
}

/** The key of an object compared with a relation. */
function keyOf(object: object, left: Sql, vendor: Vendor): Bindable {
  const meta = Reflect.get(object, metaOf);
  const { target, field } = left;
  const name = field ? `${field.model.name}.${field.name}` : "An expression";
  if (!target)
    throw new TypeError(`${name} is not a relation: compare it with a value, not with an object.`);
  const fits = meta.concrete === target.model.concrete || isParent(target.model, meta);
  if (!fits) throw new ValueError(`${name}: expected an object of ${target.model.name}.`);
  const key: unknown = Reflect.get(object, target.field.attribute);
  if (key === null || key === undefined) {
    throw new ValueError(`${name}: the object must be saved before a query can name it.`);
  }
  return left.type.toDatabase(left.type.prepare(key), vendor);
}

function isParent(
  parent: { readonly concrete: object },
  meta: { readonly parents: ReadonlyMap<{ readonly concrete: object }, unknown> },
): boolean {
  return [...meta.parents.keys()].some((each) => each.concrete === parent.concrete);
}

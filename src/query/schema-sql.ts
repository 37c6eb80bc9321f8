import { build } from "./compile/build.ts";
import { newCompilation } from "./compile/compile.ts";
import { conjunction, HOLE, quoteText, RESHAPE, type Sql } from "./compile/sql.ts";
import type { Scope } from "./compile/scope.ts";
import { NotSupportedError } from "../connections/index.ts";
import type { Bindable, ModelMeta, Vendor } from "./meta.ts";
import type { Expression } from "./nodes/expression.ts";
import type { Condition } from "./nodes/q.ts";
import { dialects } from "./plan.ts";
import { Query } from "./query.ts";
import { Counter } from "./slots.ts";

/**
 * Writes a condition on a model's own row as SQL with literal values: for constraints and indexes, which
 * cannot have parameters.
 *
 * @throws {NotSupportedError} It refers to other tables.
 */
export function conditionText(meta: ModelMeta, condition: Condition, vendor: Vendor): string {
  const { scope, values } = scopeOf(Query.of(meta).filter(condition), vendor);
  return textOf(conjunction(scope.where), scope, values);
}

/** Writes an expression over a model's own row in the same way. */
export function expressionText(meta: ModelMeta, expression: Expression, vendor: Vendor): string {
  const query = Query.of(meta).alias({ [NAME]: expression });
  const { scope, values } = scopeOf(query, vendor);
  const note = scope.notes.get(NAME);
  if (!note) throw new NotSupportedError("This expression cannot be used in a schema.");
  return textOf(note.sql, scope, values);
}

const NAME = "expression";

function scopeOf(query: Query, vendor: Vendor) {
  const values = query.valuesInOrder();
  const compilation = newCompilation(dialects[vendor], values);
  return { scope: build(query.slotted(new Counter()), compilation), values };
}

function textOf({ text, binds }: Sql, scope: Scope, values: readonly unknown[]): string {
  if (scope.joins.size > 1 || /\bSELECT\b/.test(text)) {
    throw new NotSupportedError("A schema can only refer to columns of the row itself.");
  }
  const { vendor } = scope.dialect;
  let at = 0;
  const plain = text.replaceAll(new RegExp(`\\b${scope.base}[.](?=")`, "g"), "");
  return plain.replaceAll(HOLE, () => {
    const value: unknown = binds[at]?.(values, { low: 0, high: null });
    at += 1;
    return literal(value, vendor);
  });
}

function literal(value: unknown, vendor: Vendor): string {
  const bindable = value as Bindable | typeof RESHAPE;
  if (bindable === null) return "NULL";
  if (typeof bindable === "boolean")
    return vendor === "sqlite" ? String(Number(bindable)) : String(bindable);
  if (typeof bindable === "number" || typeof bindable === "bigint") return String(bindable);
  if (typeof bindable === "string") return quoteText(bindable);
  throw new NotSupportedError("A schema cannot contain a value of this type.");
}

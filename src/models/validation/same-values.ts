import { Expression, F, operatorHolds, Value } from "../../query/index.ts";
import { connectionFor } from "../databases.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";

/** Returns rows in which expressions have the same values as for an object: `lower("email")`. */
export function withSameValues(
  rows: AnySet,
  expressions: readonly unknown[],
  object: ModelBase,
  info: ModelInfo,
): AnySet {
  const plain = expressions.map(expressionOf).filter((each) => each !== undefined);
  const named = Object.fromEntries(plain.map((each, at) => [nameOf(at), each]));
  const wanted = Object.fromEntries(
    plain.map((each, at) => [nameOf(at), withValues(each, object, info)]),
  );
  return rows.alias(named as never).filter(wanted) as unknown as AnySet;
}

/** Returns rows that conflict with an object by an exclusion constraint; none on databases without it. */
export function excludedBy(
  rows: AnySet,
  exclusion: readonly (readonly [key: unknown, operator: string])[],
  object: ModelBase,
  info: ModelInfo,
): AnySet {
  if (connectionFor(sourceOf(rows).alias).vendor === "sqlite") return rows.none();
  const conditions = exclusion.map(([key, operator]) => {
    const own = expressionOf(key);
    return operatorHolds(operator, own, withValues(own, object, info));
  });
  return rows.filter(...(conditions as never[]));
}

const nameOf = (at: number): string => `constraintExpression${at}`;

/** Removes the sort order of an index expression. */
function expressionOf(given: unknown): Expression | undefined {
  if (typeof given === "string") return F(given.replace(/^-/, ""));
  if (!(given instanceof Expression)) return undefined;
  return given.kind === "ordering" ? expressionOf(given.args[0]) : given;
}

/** Replaces fields in an expression by an object's values. */
function withValues(node: unknown, object: ModelBase, info: ModelInfo): unknown {
  if (!(node instanceof Expression)) return node;
  if (node.kind !== "field") {
    return node.withArgs(node.args.map((each) => withValues(each, object, info)));
  }
  const field = info.fields.get(node.name) ?? info.attributes.get(node.name);
  const value: unknown = field && Reflect.get(object, field.attribute);
  return Value(value ?? null, field?.type);
}

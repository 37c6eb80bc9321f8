import type { ConditionState, ConstraintState, FieldState, ModelState } from "../db/index.ts";
import { usualPivot } from "./table-names.ts";

/** A model with a field under another name, wherever it stands. */
export function withFieldRenamed(model: ModelState, from: string, to: string): ModelState {
  const rename = (name: string): string =>
    name.replace(
      /^(-?)(.*)$/,
      (_, sign: string, field: string) => sign + (field === from ? to : field),
    );
  const inIndex = <
    Index extends { readonly properties: readonly string[]; readonly condition?: ConditionState },
  >(
    index: Index,
  ): Index => ({
    ...index,
    properties: index.properties.map(rename),
    ...(index.condition && { condition: inCondition(index.condition, rename) }),
  });
  const { fields, indexes, uniques, constraints } = model;
  return {
    ...model,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) =>
        name === from ? [to, withPivotRenamed(field, model.table, from, to)] : [name, field],
      ),
    ),
    ...(indexes && { indexes: indexes.map(inIndex) }),
    ...(uniques && { uniques: uniques.map(inIndex) }),
    ...(constraints && { constraints: constraints.map((each) => inConstraint(each, rename)) }),
  };
}

/** The table of a many-to-many field is named after the field, unless a name was chosen. */
function withPivotRenamed(field: FieldState, table: string, from: string, to: string): FieldState {
  const isUsual = field.kind === "m:n" && field.pivotTable === usualPivot(table, from);
  return isUsual ? { ...field, pivotTable: usualPivot(table, to) } : field;
}

type Rename = (name: string) => string;

function inConstraint(constraint: ConstraintState, rename: Rename): ConstraintState {
  if ("check" in constraint) {
    return { ...constraint, check: inCondition(constraint.check, rename) };
  }
  const { condition } = constraint;
  return {
    ...constraint,
    unique: constraint.unique.map(rename),
    ...(condition && { condition: inCondition(condition, rename) }),
  };
}

function inCondition(condition: ConditionState, rename: Rename): ConditionState {
  if ("and" in condition) return { and: condition.and.map((each) => inCondition(each, rename)) };
  if ("or" in condition) return { or: condition.or.map((each) => inCondition(each, rename)) };
  if ("not" in condition) return { not: inCondition(condition.not, rename) };
  const entries = Object.entries(condition).map(([name, value]) =>
    name === "field" ? [name, rename(String(value))] : [name, inValue(value, rename)],
  );
  return { ...condition, ...Object.fromEntries(entries) };
}

/** Another field that is compared with. */
function inValue(value: unknown, rename: Rename): unknown {
  const isField = typeof value === "object" && value !== null && "field" in value;
  return isField ? { field: rename(String(value.field)) } : value;
}

import type { ModelState } from "../../schema/index.ts";
import { addField, removeField } from "../operations/field-operations.ts";
import {
  addConstraint,
  addIndex,
  removeConstraint,
  removeIndex,
} from "../operations/index-operations.ts";
import { createModel } from "../operations/model-operations.ts";
import type { Operation } from "../operations/operation.ts";

/** Creates a model in two steps: without some of its fields, then with the rest. */
export interface TwoSteps {
  readonly create: Operation;
  /** Adds the remaining fields, and the indexes and constraints that name them. */
  readonly complete: readonly Operation[];
}

/** Creates a model without the fields that refer to models that do not exist yet. */
export function createWithout(name: string, model: ModelState, late: readonly string[]): TwoSteps {
  const { fields, indexes = [], uniques = [], constraints = [], ...rest } = model;
  const isLate = (rule: unknown): boolean => late.some((field) => names(rule, field));
  const [earlyFields, lateFields] = parted(Object.entries(fields), ([field]) =>
    late.includes(field),
  );
  const [earlyIndexes, lateIndexes] = parted(indexes, isLate);
  const [earlyUniques, lateUniques] = parted(uniques, isLate);
  const [earlyConstraints, lateConstraints] = parted(constraints, isLate);
  return {
    create: createModel(name, {
      ...rest,
      fields: Object.fromEntries(earlyFields),
      ...(earlyIndexes.length > 0 ? { indexes: earlyIndexes } : {}),
      ...(earlyUniques.length > 0 ? { uniques: earlyUniques } : {}),
      ...(earlyConstraints.length > 0 ? { constraints: earlyConstraints } : {}),
    }),
    complete: [
      ...lateFields.map(([field, state]) => addField(name, field, state)),
      ...lateIndexes.map((index) => addIndex(name, index)),
      ...lateUniques.map((index) => addIndex(name, index, true)),
      ...lateConstraints.map((constraint) => addConstraint(name, constraint)),
    ],
  };
}

/** Removes a field, after the indexes and constraints that name it. */
export function letGo(
  model: string,
  { indexes = [], uniques = [], constraints = [] }: ModelState,
  field: string,
): readonly Operation[] {
  const isOfIt = (rule: unknown): boolean => names(rule, field);
  return [
    ...constraints.filter(isOfIt).map((constraint) => removeConstraint(model, constraint.name)),
    ...indexes.filter(isOfIt).map((index) => removeIndex(model, index)),
    ...uniques.filter(isOfIt).map((index) => removeIndex(model, index, true)),
    removeField(model, field),
  ];
}

/** Whether an index or a constraint refers to a field. */
function names(rule: unknown, field: string): boolean {
  const text = JSON.stringify(rule);
  return text.includes(`"${field}"`) || text.includes(`"-${field}"`);
}

/** Splits a list into items for which a condition is false, and those for which it is true. */
function parted<T>(all: readonly T[], holds: (each: T) => boolean): readonly [T[], T[]] {
  return [all.filter((each) => !holds(each)), all.filter(holds)];
}

import { wrap } from "@mikro-orm/core";
import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import { labelOf, optionsOf } from "../definitions.ts";
import type { DeclaredOptions } from "../model-options.ts";
import { conditionState } from "../schema/condition-state.ts";
import { nameFor } from "../schema/declared-state.ts";
import { toFilter } from "../where.ts";
import { conditionHolds, fieldsIn } from "./condition-holds.ts";
import { isTaken, uniqueError } from "./unique.ts";

type Constraint = NonNullable<DeclaredOptions["constraints"]>[number];

/** Which of its model's constraints an object breaks, by field or under `__all__`. */
export async function constraintErrors(
  entity: object,
  exclude: ReadonlySet<string>,
): Promise<Record<string, ValidationError[]>> {
  const { class: model } = wrap(entity, true).__meta;
  const errors: Record<string, ValidationError[]> = {};
  for (const constraint of optionsOf(model).constraints ?? []) {
    if (fieldsOf(constraint).some((name) => exclude.has(name))) continue;
    if (!(await isBroken(constraint, entity))) continue;
    const { key, error } = said(constraint, entity);
    errors[key] = [...(errors[key] ?? []), error];
  }
  return errors;
}

function fieldsOf(constraint: Constraint): readonly string[] {
  if ("check" in constraint) return fieldsIn(conditionState(constraint.check));
  const { unique, condition } = constraint;
  return [...unique.map(String), ...(condition ? fieldsIn(conditionState(condition)) : [])];
}

async function isBroken(constraint: Constraint, entity: object): Promise<boolean> {
  if ("check" in constraint) {
    return conditionHolds(conditionState(constraint.check), entity) === false;
  }
  const { unique, condition } = constraint;
  if (!condition) return isTaken(entity, unique.map(String));
  if (conditionHolds(conditionState(condition), entity) !== true) return false;
  return isTaken(entity, unique.map(String), toFilter(condition, wrap(entity, true).__meta));
}

function said(
  constraint: Constraint,
  entity: object,
): { readonly key: string; readonly error: ValidationError } {
  const { __meta: meta } = wrap(entity, true);
  const { name, violationErrorMessage } = constraint;
  const isPlain = "unique" in constraint && !constraint.condition;
  if (isPlain && violationErrorMessage === undefined) {
    const names = constraint.unique.map(String);
    const key = names.length === 1 ? (names[0] ?? "") : NON_FIELD_ERRORS;
    return { key, error: uniqueError(meta, names) };
  }
  const message = violationErrorMessage ?? "Constraint “%(name)s” is violated.";
  const params = { name: nameFor(name, labelOf(meta.class)) };
  return { key: NON_FIELD_ERRORS, error: new ValidationError(message, { params }) };
}

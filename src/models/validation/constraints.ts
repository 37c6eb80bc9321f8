import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { constraintsOf, type DeclaredConstraint } from "../meta/rules.ts";
import { conditionHolds } from "./condition-holds.ts";
import { namesIn } from "./condition-names.ts";
import type { Errors } from "./full-clean.ts";
import { isTaken, otherRows, tablesOf, uniqueError } from "./unique.ts";
import { excludedBy, withSameValues } from "./same-values.ts";

/** Returns the violated constraints of an object, by field or under `__all__`. */
export async function constraintErrors(
  object: ModelBase,
  exclude: ReadonlySet<string>,
): Promise<Errors> {
  const errors: Record<string, ValidationError[]> = {};
  for (const info of tablesOf(infoOf(object.constructor))) {
    for (const constraint of constraintsOf(info)) {
      if (fieldsOf(constraint).some((name) => exclude.has(name))) continue;
      if (!(await isBroken(constraint, object, info))) continue;
      const { key, error } = said(constraint, info);
      errors[key] = [...(errors[key] ?? []), error];
    }
  }
  return errors;
}

function fieldsOf(constraint: DeclaredConstraint) {
  const { check, unique = [], expressions, exclusion = [], condition } = constraint;
  const excluded = exclusion.flatMap(([key]) => (typeof key === "string" ? [key] : namesIn(key)));
  return [
    ...unique,
    ...excluded,
    ...namesIn(check),
    ...namesIn(expressions),
    ...namesIn(condition),
  ];
}

async function isBroken(
  constraint: DeclaredConstraint,
  object: ModelBase,
  info: ModelInfo,
): Promise<boolean> {
  const { check, unique, expressions, condition, nullsDistinct } = constraint;
  if (check !== undefined) return conditionHolds(check, object, info) === false;
  const applies = condition === undefined || conditionHolds(condition, object, info) === true;
  if (!applies) return false;
  const options = {
    ...(condition === undefined ? {} : { condition: condition as object }),
    ...(nullsDistinct === undefined ? {} : { nullsDistinct }),
  };
  if (unique) return isTaken(object, info, unique, options);
  const others = otherRows(object, info);
  const { exclusion } = constraint;
  const rows = exclusion
    ? excludedBy(others, exclusion, object, info)
    : withSameValues(others, expressions ?? [], object, info);
  return (condition === undefined ? rows : rows.filter(condition as never)).exists();
}

function said(
  { name, unique, condition, violationErrorMessage, violationErrorCode }: DeclaredConstraint,
  info: ModelInfo,
): { readonly key: string; readonly error: ValidationError } {
  if (unique && condition === undefined && violationErrorMessage === undefined) {
    const [only = ""] = unique;
    return { key: unique.length === 1 ? only : NON_FIELD_ERRORS, error: uniqueError(info, unique) };
  }
  const message = violationErrorMessage ?? "Constraint “%(name)s” is violated.";
  const code = violationErrorCode === undefined ? {} : { code: violationErrorCode };
  return {
    key: NON_FIELD_ERRORS,
    error: new ValidationError(message, { params: { name }, ...code }),
  };
}

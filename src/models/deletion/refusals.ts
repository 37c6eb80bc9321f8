import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { ProtectedError, RestrictedError } from "./errors.ts";

/** Objects that prevent a deletion, by the field that refers to the deleted objects. */
export type Holding = ReadonlyMap<FieldInfo, readonly object[]>;

/** The error if objects of one field prevent a deletion. */
export function protectedBy(field: FieldInfo, objects: readonly object[]): ProtectedError {
  return new ProtectedError(
    `Cannot delete some instances of model '${field.related?.name}' because they are referenced through a protected foreign key: ${nameOf(field)}.`,
    objects,
  );
}

/** The error if objects prevent a deletion, directly or through others that would be deleted. */
export function protectedByAll(info: ModelInfo, holding: Holding): ProtectedError {
  return new ProtectedError(
    `Cannot delete some instances of model '${info.name}' because they are referenced through protected foreign keys: ${namesOf(holding)}.`,
    allOf(holding),
  );
}

export function restrictedBy(info: ModelInfo, holding: Holding): RestrictedError {
  return new RestrictedError(
    `Cannot delete some instances of model '${info.name}' because they are referenced through restricted foreign keys: ${namesOf(holding)}.`,
    allOf(holding),
  );
}

function namesOf(holding: Holding): string {
  return [...holding.keys()].map(nameOf).join(", ");
}

function nameOf(field: FieldInfo): string {
  return `'${field.model.name}.${field.name}'`;
}

function allOf(holding: Holding): readonly object[] {
  return [...new Set([...holding.values()].flat())];
}

import type { FieldState, ModelState } from "../../schema/index.ts";
import type { Operation } from "../operations/operation.ts";

/** The labels of the models that a field needs. */
export function targetsOfField({ to, through }: FieldState): readonly string[] {
  return [to, through].filter((label) => label !== undefined);
}

/** The labels of the models that a model's fields, and its parents', are. */
export function targetsOfModel({ fields, options }: ModelState): readonly string[] {
  const bases = options?.["bases"];
  return [
    ...Object.values(fields).flatMap(targetsOfField),
    ...(Array.isArray(bases) ? bases.map(String) : []),
  ];
}

/** The labels of the models that an operation gives a relation to. */
export function targetsOf({ name, args }: Operation): readonly string[] {
  if (name === "createModel" && isModel(args[1])) return targetsOfModel(args[1]);
  const isField = name === "addField" || name === "alterField";
  return isField && isObject(args[2]) ? targetsOfField(args[2]) : [];
}

function isModel(value: unknown): value is ModelState {
  return isObject(value) && isObject(value["fields"]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

import type { FieldState, ModelState } from "../../schema/index.ts";
import type { Operation } from "../operations/operation.ts";

/** Labels of the models that a field refers to. */
export function targetsOfField({ to, through }: FieldState): readonly string[] {
  return [to, through].filter((label) => label !== undefined);
}

/** Labels of the models that a model's fields refer to, and of its parents. */
export function targetsOfModel({ fields, options }: ModelState): readonly string[] {
  const bases = options?.["bases"];
  return [
    ...Object.values(fields).flatMap(targetsOfField),
    ...(Array.isArray(bases) ? bases.map(String) : []),
  ];
}

/**
 * Labels of the models that an operation refers to.
 *
 * @example
 * const author = addField("Question", "author", { kind: "m:1", to: "auth.User", deleteRule: "cascade" });
 * assert.deepEqual(targetsOf(author), ["auth.User"]);
 */
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

import type { Operation } from "./operation.ts";

/**
 * Operations about a model in whose place a setting may name another one, as AUTH_USER_MODEL does. Where it
 * does, they change nothing: the model has no table, no content type and no permissions.
 */
export function swappable(
  setting: string,
  model: string,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.map((operation) => ({ ...operation, only: { setting, model } }));
}

export function withoutSwapped(
  operations: readonly Operation[],
  settings: object,
): readonly Operation[] {
  return operations.filter(({ only }) => {
    const named: unknown = only && Reflect.get(settings, only.setting);
    return typeof named !== "string" || named.toLowerCase() === only?.model.toLowerCase();
  });
}

import type { Fieldset } from "../options/types.ts";

/** The names of all fields of fieldsets. */
export function flattened(fieldsets: readonly Fieldset[]): readonly string[] {
  return fieldsets.flatMap(([, { fields }]) => fields.flat());
}

import type { Fieldset } from "../options/types.ts";

/** Returns the names of all fields in fieldsets. */
export function flattened(fieldsets: readonly Fieldset[]): readonly string[] {
  return fieldsets.flatMap(([, { fields }]) => fields.flat());
}

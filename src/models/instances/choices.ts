import { flatChoices } from "../fields/choices.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** Returns the label of a field's value, or the value itself if it is not one of the choices. */
export function choiceLabel({ declaration }: FieldInfo, value: unknown): unknown {
  for (const [each, name] of flatChoices(declaration)) if (each === value) return name;
  return value;
}

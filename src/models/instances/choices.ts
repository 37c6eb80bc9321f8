import { flatChoices } from "../fields/choices.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** The name for people of a field's value; the value itself if it is none of the choices. */
export function choiceLabel({ declaration }: FieldInfo, value: unknown): unknown {
  for (const [each, name] of flatChoices(declaration)) if (each === value) return name;
  return value;
}

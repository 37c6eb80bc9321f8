import type { FieldInfo } from "../meta/field-info.ts";

/** The name for people of a field's value; the value itself if it is none of the choices. */
export function choiceLabel({ declaration }: FieldInfo, value: unknown): unknown {
  for (const choice of declaration.choices ?? []) {
    if (!Array.isArray(choice)) {
      if (choice === value) return choice;
    } else if (choice[0] === value) return choice[1];
  }
  return value;
}

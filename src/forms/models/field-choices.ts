import type { FieldDeclaration } from "../../models/index.ts";
import { isGroup, normalizeChoices, type Choice } from "../choices.ts";

/** Returns a model field's choices, with an empty one first unless they contain one. */
export function choicesWithBlank(
  { choices = [] }: FieldDeclaration,
  withBlank: boolean,
): readonly Choice[] {
  const pairs = [...normalizeChoices(choices.map(pairOf))];
  const all = pairs.flatMap(([value, label]) =>
    isGroup(label) ? label.map(([each]) => each) : [value],
  );
  const hasBlank = all.some((value) => value === "" || value === null || value === undefined);
  return withBlank && !hasBlank ? [["", "---------"], ...pairs] : pairs;
}

/** A choice may be a plain value. */
function pairOf(choice: unknown): Choice {
  return Array.isArray(choice) ? (choice as unknown as Choice) : [choice, String(choice)];
}

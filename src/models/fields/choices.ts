import type { FieldDeclaration } from "./declaration.ts";

/** Returns a field's choices without groups: each value with its label. */
export function flatChoices({
  choices = [],
}: Pick<FieldDeclaration, "choices">): readonly (readonly [value: unknown, name: unknown])[] {
  return choices.flatMap((choice): readonly (readonly [unknown, unknown])[] => {
    if (!Array.isArray(choice)) return [[choice, choice]];
    const [value, name] = choice as readonly unknown[];
    return Array.isArray(name)
      ? (name as readonly (readonly [unknown, unknown])[])
      : [[value, name]];
  });
}

/** Changes as the log stores them and as people read them. Source: Django, `LogEntry.get_change_message`. */

/** One change: of the object itself, or, with `name`, of one of its inline objects. */
export type ChangeStep =
  | { readonly added: RelatedObject | Readonly<Record<string, never>> }
  | { readonly changed: { readonly fields: readonly string[] } & Partial<RelatedObject> }
  | { readonly deleted: RelatedObject };

export interface RelatedObject {
  /** Verbose name of its model. */
  readonly name: string;
  /** The object as text. */
  readonly object: string;
}

/** Returns a stored message in words; text that is not JSON stays unchanged. */
export function changeMessageText(stored: string): string {
  if (!stored.startsWith("[")) return stored;
  let steps: unknown;
  try {
    steps = JSON.parse(stored);
  } catch {
    return stored;
  }
  if (!Array.isArray(steps)) return stored;
  const sentences = steps.flatMap((step: ChangeStep) => sentenceOf(step) ?? []);
  return sentences.join(" ") || "No fields changed.";
}

function sentenceOf(step: ChangeStep): string | undefined {
  if ("added" in step) {
    const { name, object } = step.added;
    return name === undefined ? "Added." : `Added ${name} “${object}”.`;
  }
  if ("changed" in step) {
    const { fields, name, object } = step.changed;
    const changed = `Changed ${listed(fields)}`;
    return name === undefined ? `${changed}.` : `${changed} for ${name} “${object}”.`;
  }
  return "deleted" in step ? `Deleted ${step.deleted.name} “${step.deleted.object}”.` : undefined;
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

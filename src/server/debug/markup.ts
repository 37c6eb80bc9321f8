/** HTML that is already escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

type Part = string | number | boolean | null | undefined | Markup | readonly Part[];

/** A template tag: escapes all values except Markup, joins lists, and prints nothing for undefined. */
export function escaped(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = literals.map((literal, at) =>
    at === 0 ? literal : toHtml(parts[at - 1]) + literal,
  );
  return new Markup(text.join(""));
}

function toHtml(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(toHtml).join("");
  if (part === undefined || part === null || part === false) return "";
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

import type { GraphField, GraphRelation, ModelGraph } from "./model-graph.ts";

/** Mermaid's symbols for the two ends, "one" and "many"; the referenced end first. */
const ENDS: Readonly<Record<GraphRelation["kind"], readonly [must: string, may: string]>> = {
  foreignKey: ["||--o{", "|o--o{"],
  oneToOne: ["||--o|", "|o--o|"],
  manyToMany: ["}o--o{", "}o--o{"],
  inheritance: ["||--o|", "||--o|"],
};

/** Writes an entity relationship diagram in Mermaid's language, which GitHub and many editors draw. */
export function toMermaid({ models, relations }: ModelGraph): string {
  const lines = ["erDiagram"];
  for (const { label, fields } of models) {
    const head = `  ${idOf(label)}["${label}"]`;
    if (fields.length === 0) lines.push(head);
    else lines.push(`${head} {`, ...fields.map((field) => `    ${fieldLine(field)}`), "  }");
  }
  for (const { from, to, kind, name, nullable } of relations) {
    const ends = ENDS[kind][nullable ? 1 : 0];
    lines.push(`  ${idOf(to)} ${ends} ${idOf(from)} : "${name || "is a"}"`);
  }
  return `${lines.join("\n")}\n`;
}

/** A type may contain parentheses, but no commas or spaces. */
function fieldLine({ name, type, primary, unique, nullable, to }: GraphField): string {
  const keys = [
    ...(primary ? ["PK"] : to === null || type === "manyToMany" ? [] : ["FK"]),
    ...(unique && !primary ? ["UK"] : []),
  ];
  const word = type.replaceAll(",", "-");
  const note = nullable ? ' "null"' : "";
  return `${word} ${name}${keys.length > 0 ? ` ${keys.join(", ")}` : ""}${note}`;
}

function idOf(label: string): string {
  return label.replaceAll(/\W/g, "_");
}

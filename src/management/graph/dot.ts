import type { GraphModel, GraphRelation, ModelGraph } from "./model-graph.ts";

const ENDS: Readonly<Record<GraphRelation["kind"], string>> = {
  foreignKey: "arrowhead=normal, arrowtail=crow",
  oneToOne: "arrowhead=normal, arrowtail=tee",
  manyToMany: "arrowhead=crow, arrowtail=crow",
  inheritance: "arrowhead=onormal, arrowtail=none",
};

/** Writes a graph in Graphviz's language, with a box around each app. */
export function toDot({ models, relations }: ModelGraph): string {
  const apps = Map.groupBy(models, ({ app }) => app);
  const lines = [
    "digraph models {",
    '  graph [rankdir=LR, fontname="Helvetica", nodesep=0.4, ranksep=1];',
    '  node [shape=plain, fontname="Helvetica", fontsize=11];',
    '  edge [dir=both, fontname="Helvetica", fontsize=9];',
  ];
  [...apps].forEach(([app, own], at) => {
    lines.push(`  subgraph cluster_${at} {`, `    label=${quoted(app)};`);
    lines.push(
      ...own.map((model) => `    ${quoted(model.label)} [label=<${table(model)}>];`),
      "  }",
    );
  });
  for (const { from, to, kind, name, nullable } of relations) {
    const style = nullable && kind !== "manyToMany" ? ", style=dashed" : "";
    lines.push(
      `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(name)}, ${ENDS[kind]}${style}];`,
    );
  }
  return `${lines.join("\n")}\n}\n`;
}

function table({ name, fields }: GraphModel): string {
  const rows = fields.map(({ name, type, primary }) => {
    const text = primary ? `<u>${escaped(name)}</u>` : escaped(name);
    return `<tr><td align="left">${text}</td><td align="left">${escaped(type)}</td></tr>`;
  });
  const head = `<tr><td colspan="2"><b>${escaped(name)}</b></td></tr>`;
  return `<table border="1" cellborder="0" cellspacing="0" cellpadding="3">${head}${rows.join("")}</table>`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

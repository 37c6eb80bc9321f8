import type { Family, Series } from "./families.ts";

/** Renders metrics in Prometheus' text format, version 0.0.4. */
export function metricsText(families: readonly Family[]): string {
  return families.map(familyText).join("");
}

function familyText(family: Family): string {
  const { name, help, type, labelNames, series } = family;
  if (series.length === 0) return "";
  const lines = series.flatMap((each) => {
    const labels = labelNames.map((label, at): Label => [label, each.labels[at] ?? ""]);
    return type === "histogram"
      ? histogramLines(family, labels, each)
      : [line(name, labels, each.value)];
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

type Label = readonly [name: string, value: string];

function histogramLines(
  { name, bounds = [] }: Family,
  labels: readonly Label[],
  { buckets = [], value }: Series,
): string[] {
  let count = 0;
  const lines = [...bounds.map(String), "+Inf"].map((bound, at) => {
    count += buckets[at] ?? 0;
    return line(`${name}_bucket`, [...labels, ["le", bound]], count);
  });
  return [...lines, line(`${name}_sum`, labels, value), line(`${name}_count`, labels, count)];
}

function line(name: string, labels: readonly Label[], value: number): string {
  const inner = labels.map(([label, text]) => `${label}="${escaped(text)}"`).join(",");
  return `${name}${inner && `{${inner}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

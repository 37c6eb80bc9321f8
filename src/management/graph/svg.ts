import {
  layOut,
  type Layout,
  type PlacedModel,
  type PlacedRelation,
  type Point,
} from "./layout.ts";
import type { GraphField, GraphModel, ModelGraph } from "./model-graph.ts";

/** Width of a letter in pixels; fixed-width letters are 0.6 of their height. */
const LETTER = 7.25;
const ROW = 19;
const HEAD = 28;
const PADDING = 12;
/** Distance from a corner where lines begin to curve. */
const ROUND = 22;
/** Height of the legend below the drawing. */
const LEGEND = 34;

/** Draws a self-contained image for light and dark backgrounds. */
export function toSvg(graph: ModelGraph): string {
  const placed = layOut(graph, { sizeOf, widthOf: (text) => text.length * 6.2 + 10 });
  const width = Math.max(Math.ceil(placed.width), 600);
  const height = Math.ceil(placed.height) + LEGEND;
  const { length } = graph.models;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${length === 1 ? "1 model" : `${length} models`} and their relations</title>`,
    `<style>${STYLE}</style>`,
    MARKERS,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...placed.apps.map(appBox),
    ...placed.relations.map(line),
    ...placed.models.map((each) => modelBox(each, placed.apps.length === 0)),
    ...placed.relations.map(label),
    legend(height - LEGEND / 2),
    "</svg>\n",
  ].join("\n");
}

function sizeOf({ label, fields }: GraphModel): {
  readonly width: number;
  readonly height: number;
} {
  const longest = Math.max(
    0,
    ...fields.map((field) => field.name.length + typeText(field).length + 3),
  );
  const width = Math.max(longest * LETTER, label.length * 8.2, 90) + 2 * PADDING;
  const rows = fields.length === 0 ? 0 : fields.length * ROW + 8;
  return { width: Math.ceil(width), height: HEAD + rows };
}

function titleOf({ app, name }: GraphModel, alone: boolean): string {
  return alone ? `${app}.${name}` : name;
}

function typeText({ type, nullable, unique, primary }: GraphField): string {
  return `${type}${nullable ? " null" : ""}${unique && !primary ? " unique" : ""}`;
}

function appBox({ name, x, y, width, height }: Layout["apps"][number]): string {
  return (
    `<rect class="app" x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" rx="10"/>` +
    `<text class="appname" x="${r(x + 10)}" y="${r(y + 16)}">${escaped(name)}</text>`
  );
}

/** @param alone Whether no box around it names its app. */
function modelBox({ model, x, y, width, height }: PlacedModel, alone: boolean): string {
  const rows = model.fields.map((field, at) => {
    const base = r(y + HEAD + 4 + at * ROW + 14);
    const kind = field.primary ? "primary" : field.to === null ? "field" : "relation";
    return (
      `<text class="${kind}" x="${r(x + PADDING)}" y="${base}">${escaped(field.name)}</text>` +
      `<text class="type" x="${r(x + width - PADDING)}" y="${base}">${escaped(typeText(field))}</text>`
    );
  });
  const body =
    model.fields.length > 0 ? `<path class="under" d="M${r(x)} ${r(y + HEAD)}h${r(width)}"/>` : "";
  return [
    `<g class="model${model.chosen ? "" : " other"}"><title>${escaped(model.label)}, table ${escaped(model.table)}</title>`,
    `<rect x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" rx="6"/>${body}`,
    `<text class="name" x="${r(x + width / 2)}" y="${r(y + 19)}">${escaped(titleOf(model, alone))}</text>`,
    ...rows,
    "</g>",
  ].join("\n");
}

function line({ relation: { from, to, kind, name, nullable }, points }: PlacedRelation): string {
  const dashed = nullable && kind !== "manyToMany" ? " dashed" : "";
  const what = name === "" ? `${from} is a ${to}` : `${from}.${name} leads to ${to}`;
  return `<path class="line ${kind}${dashed}" d="${curve(points)}"><title>${escaped(what)}</title></path>`;
}

function label({ relation, label: { x, y } }: PlacedRelation): string {
  if (relation.name === "") return "";
  return `<text class="label" x="${r(x)}" y="${r(y + 4)}">${escaped(relation.name)}</text>`;
}

/** A path through all points with round corners. */
function curve(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return "";
  const steps = points.slice(1).map((point, at) => {
    const next = points[at + 2];
    if (!next) return `L${r(point.x)} ${r(point.y)}`;
    const [into, out] = [towards(point, points[at] ?? point), towards(point, next)];
    return `L${r(into.x)} ${r(into.y)}Q${r(point.x)} ${r(point.y)} ${r(out.x)} ${r(out.y)}`;
  });
  return `M${r(first.x)} ${r(first.y)}${steps.join("")}`;
}

/** A point towards another, at most the radius of a corner and half the distance away. */
function towards(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const part = length === 0 ? 0 : Math.min(ROUND, length / 2) / length;
  return { x: from.x + dx * part, y: from.y + dy * part };
}

function legend(y: number): string {
  const entries = [
    ["foreignKey", "many to one"],
    ["oneToOne", "one to one"],
    ["manyToMany", "many to many"],
    ["inheritance", "is a"],
  ] as const;
  return entries
    .map(([kind, text], at) => {
      const x = 18 + at * 150;
      return `<path class="line ${kind}" d="M${x} ${y}h36"/><text class="legend" x="${x + 42}" y="${y + 4}">${text}</text>`;
    })
    .join("");
}

const r = (value: number): number => Math.round(value * 10) / 10;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const MARKERS = `<defs>
<marker id="one" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="11" markerHeight="11" orient="auto-start-reverse"><path class="sign" d="M2 1L11 6L2 11"/></marker>
<marker id="many" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" orient="auto-start-reverse"><path class="sign" d="M12 0L1 6L12 12M1 6H12"/></marker>
<marker id="bar" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" orient="auto-start-reverse"><path class="sign" d="M5 1V11"/></marker>
<marker id="isa" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="13" markerHeight="13" orient="auto"><path class="sign hollow" d="M1 1L11 6L1 11Z"/></marker>
</defs>`;

const STYLE = `
svg{--ground:#fff;--box:#fff;--text:#1b222b;--soft:#66727f;--edge:#8a96a3;--head:#1f4f8f;--app:#f4f6f9;--appline:#d5dbe2;--key:#8a5a00;--rel:#1f4f8f}
@media (prefers-color-scheme:dark){svg{--ground:#14181d;--box:#1d232a;--text:#e4e8ec;--soft:#9aa7b4;--edge:#7d8996;--head:#8fc0ff;--app:#181d23;--appline:#323b45;--key:#f0bd6a;--rel:#8fc0ff}}
text{font:12px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:var(--text)}
.ground{fill:var(--ground)}
.app{fill:var(--app);stroke:var(--appline)}
.appname,.legend{font:600 12px system-ui,"DejaVu Sans",sans-serif;fill:var(--soft)}
.legend{font-weight:400}
.model rect{fill:var(--box);stroke:var(--edge);stroke-width:1.2}
.model.other rect{stroke-dasharray:4 3}
.under{stroke:var(--edge)}
.name{font:700 13px system-ui,"DejaVu Sans",sans-serif;text-anchor:middle;fill:var(--head)}
.primary{font-weight:700;fill:var(--key)}
.relation{fill:var(--rel)}
.type{fill:var(--soft);text-anchor:end}
.line{fill:none;stroke:var(--edge);stroke-width:1.4}
.line:hover{stroke:var(--head);stroke-width:2.4}
.dashed{stroke-dasharray:5 4}
.foreignKey{marker-start:url(#many);marker-end:url(#one)}
.oneToOne{marker-start:url(#bar);marker-end:url(#one)}
.manyToMany{marker-start:url(#many);marker-end:url(#many)}
.inheritance{marker-end:url(#isa)}
.sign{fill:none;stroke:var(--edge);stroke-width:1.4}
.hollow{fill:var(--ground)}
.label{font:11px system-ui,"DejaVu Sans",sans-serif;fill:var(--soft);text-anchor:middle;paint-order:stroke;stroke:var(--app);stroke-width:4px;stroke-linejoin:round}
`.trim();

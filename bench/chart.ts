/**
 * Draws what a bench measured: `node bench/chart.ts FIGURES.json CHART.svg`. `npm run bench` draws
 * its own. One block of bars for each scene, as long as the cost, a bar with a gap longer; light and dark.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Figures {
  readonly title: string;
  /** What the numbers are: `µs of CPU per request`. */
  readonly unit: string;
  readonly scenes: readonly string[];
  /** A number for each scene, in their order; none for what it lacks. */
  readonly servers: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
}

const BAR = 16;
const NAMES = 170;
const LONGEST = 470;
/** Bars this many times as long as the shortest are cut, or all others would be dots. */
const CUT = 6;

function chart({ title, unit, scenes, servers }: Figures): string {
  const parts: string[] = [];
  let y = 46;
  for (const [at, scene] of scenes.entries()) {
    parts.push(`<text class="scene" x="0" y="${y + 14}">${escaped(scene)}</text>`);
    y += 24;
    const taking = servers.flatMap(({ name, values }) => {
      const value = values[at];
      return typeof value === "number" ? [{ name, value }] : [];
    });
    const values = taking.map(({ value }) => value);
    const most = Math.min(Math.max(...values), Math.min(...values) * CUT);
    for (const { name, value } of taking) {
      parts.push(bar(name, value, most, y));
      y += BAR + 4;
    }
    y += 12;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${y}" width="720" height="${y}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>${STYLE}</style>
<text class="title" x="0" y="18">${escaped(title)}</text>
<text class="soft" x="0" y="36">${escaped(unit)}</text>
${parts.join("\n")}
</svg>
`;
}

function bar(name: string, value: number, most: number, y: number): string {
  const isCut = value > most;
  const length = Math.max(2, (Math.min(value, most) / most) * LONGEST);
  const own = name.startsWith("mkweb") ? " own" : "";
  const gap = isCut ? `<path class="gap" d="M${NAMES + length - 26} ${y - 1}l-6 ${BAR + 2}"/>` : "";
  return (
    `<text class="name" x="${NAMES - 8}" y="${y + 12}">${escaped(name)}</text>` +
    `<rect class="bar${own}" x="${NAMES}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" rx="2"/>${gap}` +
    `<text x="${(NAMES + length + 6).toFixed(1)}" y="${y + 12}">${value}</text>`
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const STYLE = `
svg{--text:#1b222b;--soft:#5b6775;--bar:#9aa7b4;--own:#1f6fde;--ground:#fff}
@media (prefers-color-scheme:dark){svg{--text:#e4e8ec;--soft:#9aa7b4;--bar:#5b6775;--own:#6ba1ff;--ground:#0d1117}}
text{font:12px system-ui,"DejaVu Sans",sans-serif;fill:var(--text)}
.title{font-size:15px;font-weight:700}.scene{font-weight:700}.soft{fill:var(--soft)}.name{text-anchor:end}
.bar{fill:var(--bar)}.own{fill:var(--own)}.gap{stroke:var(--ground);stroke-width:4}
`.trim();

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) {
  console.error("usage: node bench/chart.ts FIGURES.json CHART.svg");
  process.exitCode = 2;
} else {
  const figures: Figures = JSON.parse(readFileSync(from, "utf8"));
  writeFileSync(to, chart(figures));
}

/** A step of a flow: its name, and a description in two lines. */
type Step = readonly [name: string, first: string, second: string];

const command: readonly Step[] = [
  ["argv", "mkweb startapp", "polls"],
  ["command", "src/command", "src/cli"],
  ["blueprint", "blueprints/app", "as data"],
  ["file tree", "src/scaffold", "in memory"],
  ["plan", "against the disk", "and the edits"],
  ["disk", "all of it", "or nothing"],
];
const request: readonly Step[] = [
  ["request", "GET /polls/", "src/http"],
  ["middleware", "src/middleware", "src/sessions"],
  ["urls", "src/urls", "your urls.ts"],
  ["view", "your views.ts", "src/models"],
  ["template", "src/templates", "src/forms"],
  ["response", "200 OK", "src/http"],
];

const WIDTH = 108;
const HEIGHT = 44;
const GAP = 22;
const ROW = 132;
const MARGIN = 16;

/** Draws the two flows of the package, for light and dark backgrounds. */
export function flows(): string {
  const width = command.length * (WIDTH + GAP) - GAP + 2 + 2 * MARGIN;
  const height = 2 * ROW - 16 + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">The two flows: from a command to files on the disk, and from a request to a response</title>
<style>${STYLE}</style>
<rect class="ground" width="${width}" height="${height}" rx="8"/>
<g transform="translate(${MARGIN} ${MARGIN})">
${flow("A command writes files", command, 0)}
${flow("A request is answered", request, ROW)}
</g>
</svg>
`;
}

function flow(title: string, steps: readonly Step[], y: number): string {
  const boxes = steps.map((step, at) => box(step, at, at === 0 || at === steps.length - 1, y + 26));
  return [`<text class="title" x="1" y="${y + 15}">${title}</text>`, ...boxes].join("\n");
}

function box([name, first, second]: Step, at: number, isOutside: boolean, y: number): string {
  const x = 1 + at * (WIDTH + GAP);
  const middle = x + WIDTH / 2;
  const arrow =
    at === 0
      ? ""
      : `<path class="arrow" d="M${x - GAP + 3} ${y + HEIGHT / 2}h${GAP - 8}m-5 -4l5 4l-5 4"/>`;
  return (
    `${arrow}<rect class="${isOutside ? "outside" : "step"}" x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6"/>` +
    `<text class="name${isOutside ? "" : " own"}" x="${middle}" y="${y + 27}">${name}</text>` +
    `<text class="soft" x="${middle}" y="${y + 62}">${first}</text>` +
    `<text class="soft" x="${middle}" y="${y + 78}">${second}</text>`
  );
}

const STYLE = `
svg{--text:#1b222b;--soft:#5b6775;--line:#9aa7b4;--own:#1f6fde;--on:#fff;--ground:#fff}
@media (prefers-color-scheme:dark){svg{--text:#e4e8ec;--soft:#9aa7b4;--line:#5b6775;--own:#6ba1ff;--on:#0d1117;--ground:#0d1117}}
text{font:13px system-ui,"DejaVu Sans",sans-serif;fill:var(--text)}
.title{font-size:14px;font-weight:700}.name{text-anchor:middle;font-weight:700}.own{fill:var(--on)}
.soft{font-size:12px;fill:var(--soft);text-anchor:middle}
.step{fill:var(--own)}.outside{fill:none;stroke:var(--line);stroke-dasharray:4 3}
.ground{fill:var(--ground)}
.arrow{fill:none;stroke:var(--line);stroke-width:1.5}
`.trim();

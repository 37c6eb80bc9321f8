/**
 * What is compared with other frameworks, all in one go, written into bench/README.md: `npm run bench`, which builds
 * first. Takes about a quarter of an hour; the others are installed from bench/requests/package.json.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** By server: µs of CPU for a request of each scene, ms of CPU until the first answer, MB of memory. */
type Requests = Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;

const readme = new URL("README.md", import.meta.url);
const BEGIN = "<!-- figures: written by npm run bench -->\n";
const END = "<!-- end of the figures -->\n";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of our own program
const requests = JSON.parse(outputOf("requests/compare.ts", "--json")) as Requests;
const others = {
  static: outputOf("static.ts"),
  start: outputOf("start.ts"),
  migrate: outputOf("migrate.ts"),
};

const figures = [
  `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.\n`,
  ...tableOf(requests),
  "\n### Static files\n\n```text\n",
  others.static.trim(),
  "\n```\n\n### Start and memory of a whole project, beside Django\n\n```text\n",
  others.start.trim(),
  "\n```\n\n### `migrate` from zero, of apps with five models each\n\n```text\n",
  others.migrate.trim(),
  "\n```\n\n",
].join("");
const drawn = ["hello", "JSON", "200 routes, int", "50-row table", "form", "session", "database"];
const chart = new URL("requests/figures.json", import.meta.url);
writeFileSync(
  chart,
  `${JSON.stringify(
    {
      title: "What one request costs, beside other frameworks",
      unit: `µs of the server's CPU time per request, Node ${process.versions.node}`,
      scenes: drawn,
      servers: Object.entries(requests).map(([name, costs]) => ({
        name,
        values: drawn.map((scene) => rounded(costs[scene])),
      })),
    },
    null,
    2,
  )}\n`,
);
outputOf(
  "chart.ts",
  fileURLToPath(chart),
  fileURLToPath(new URL("../docs/figures/requests.svg", readme)),
);
const [head = "", rest = ""] = readFileSync(readme, "utf8").split(BEGIN);
const [, tail = ""] = rest.split(END);
writeFileSync(readme, head + BEGIN + "\n" + figures + END + tail);

function rounded(cost: number | undefined): number | null {
  return cost === undefined ? null : Math.round(cost);
}

function outputOf(program: string, ...argv: readonly string[]): string {
  console.error(`${program}…`);
  const file = fileURLToPath(new URL(program, import.meta.url));
  return execFileSync(process.execPath, [file, ...argv], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 24,
  });
}

/** One row for each server; what it has not by itself stays empty. */
function tableOf(servers: Requests): readonly string[] {
  const columns = [...new Set(Object.values(servers).flatMap(Object.keys))];
  const ends = ["start", "memory"];
  const scenes = columns.filter((name) => !ends.includes(name));
  const heads = [...scenes.map((name) => `${name}, µs`), "first answer, ms", "memory, MB"];
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const shown = (value: number | undefined): string =>
    value === undefined ? "" : value.toFixed(value < 10 ? 1 : 0);
  return [
    "\n",
    row(["", ...heads]),
    row(["---", ...heads.map(() => "--:")]),
    ...Object.entries(servers).map(([name, costs]) =>
      row([name, ...[...scenes, ...ends].map((each) => shown(costs[each]))]),
    ),
  ];
}

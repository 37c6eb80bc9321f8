/**
 * How much more two workers of `serve` get through than one, on a page that takes the processor a while:
 * `npm run bench:workers`, which builds first. The goal is at least 1.6 times, on two cores of which the load takes its part.
 *
 *     node bench/workers.ts [ROUNDS]
 *
 * Both servers run all the time and are asked in turn, 16 requests at once; what counts is the median of the ratios
 * within one round.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./requests/load.ts";
import { median } from "./support/command.ts";

const rounds = Number(process.argv[2] ?? 8);
const REQUESTS = 400;
const root = fileURLToPath(new URL("..", import.meta.url));
const above = mkdtempSync(path.join(tmpdir(), "mkweb-bench-workers-"));

/**
 * A thousand rows of which the template shows the last: milliseconds of work for few bytes, so that the load, which
 * has no processor of its own, takes little.
 */
const views = `import type { HttpRequest, HttpResponse } from "mkweb/http";
import { render } from "mkweb/shortcuts";

const rows = Array.from({ length: 1000 }, (_, at) => ({ id: at, name: "Name <" + at + ">", price: at / 2 }));

export const index = (request: HttpRequest): HttpResponse => render(request, "pages/index.html", { rows });
`;
const template = `{% for row in rows %}{% if row.name|upper|slugify == "name-999" %}{{ row.price|floatformat:2 }}{% endif %}{% endfor %}`;

const servers: ChildProcess[] = [];
try {
  const folder = makeProject();
  const one = await start(folder, 1);
  const two = await start(folder, 2);
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const [alone, both] = [await perSecond(one), await perSecond(two)];
    if (round < 0) continue;
    ratios.push(both / alone);
    console.log(`1 worker ${alone.toFixed(0)}, 2 workers ${both.toFixed(0)} requests a second`);
  }
  console.log(`2 workers get through ${median(ratios).toFixed(2)} times as much as one`);
} finally {
  for (const server of servers) server.kill();
  rmSync(above, { recursive: true, force: true });
}

async function perSecond(url: string): Promise<number> {
  const start = performance.now();
  await load(url, {}, REQUESTS);
  return (REQUESTS * 1000) / (performance.now() - start);
}

function makeProject(): string {
  const mkweb = path.join(root, "bin/mkweb.js");
  const run = (cwd: string, ...argv: readonly string[]): void => {
    execFileSync(process.execPath, [mkweb, ...argv], { cwd, stdio: "pipe" });
  };
  run(above, "startproject", "site", "--minimal", "--no-install", "--no-git");
  const folder = path.join(above, "site");
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
  run(folder, "startapp", "pages", "--no-verify");
  writeFileSync(path.join(folder, "pages/views.ts"), views);
  writeFileSync(path.join(folder, "pages/templates/pages/index.html"), template);
  return folder;
}

/** @returns The address of the page, once it is served. */
async function start(folder: string, workers: number): Promise<string> {
  const argv = [
    "manage.js",
    "serve",
    "--workers",
    String(workers),
    "--port",
    "0",
    "--no-access-log",
  ];
  const server = spawn(process.execPath, argv, {
    cwd: folder,
    env: { ...process.env, DEBUG: "false", ALLOWED_HOSTS: "127.0.0.1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    const look = (more: string): void => {
      said += more;
      const found = /Serving on (http:\S+?)[,\s]/.exec(said)?.[1];
      if (found !== undefined) resolve(new URL("pages/", found).href);
    };
    server.stdout.setEncoding("utf8").on("data", look);
    server.stderr.setEncoding("utf8").on("data", look);
    server.on("exit", () => reject(new Error(`The server did not start:\n${said}`)));
  });
}

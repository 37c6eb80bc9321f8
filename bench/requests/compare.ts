/**
 * CPU per request of mkweb beside other frameworks: `npm run bench:requests`.
 *
 * Every server is a process of its own under the same load from autocannon; what counts is the CPU time it
 * used, which a busy machine and the load generator change little, and not how many requests a second got
 * through.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { startDjango, startNode, type Running } from "./framework.ts";

const DEFAULT_MIDDLEWARE = [
  "mkweb/middleware/security",
  "mkweb/middleware/common",
  "mkweb/middleware/csrf",
  "mkweb/middleware/clickjacking",
].join(",");

const servers = [
  { name: "node:http", file: "node.js", args: [] },
  { name: "mkweb", file: "mkweb.js", args: [DEFAULT_MIDDLEWARE] },
  { name: "mkweb, no middleware", file: "mkweb.js", args: [""] },
  { name: "Fastify", file: "fastify.js", args: [] },
  { name: "Hono", file: "hono.js", args: [] },
  { name: "Express", file: "express.js", args: [] },
  { name: "Nest", file: "nest.js", args: [] },
] as const;

const form = {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "name=Ann&text=some+words&answer=42",
} as const;

const scenes = [
  { name: "hello", path: "/hello/", expect: "Hello, world!" },
  { name: "JSON", path: "/json/", expect: "Hello, world!" },
  { name: "200 routes, int", path: "/route199/42/", expect: '"id":' },
  { name: "50-row table", path: "/table/", expect: "Name &lt;49&gt; &amp;" },
  { name: "form", path: "/form/", expect: "Hello, Ann", ...form },
] as const;

type Scene = (typeof scenes)[number];

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 4);
/** Of load, for each server, scene and round. */
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 1);

interface Cannon {
  (options: Readonly<Record<string, unknown>>): Promise<{
    readonly requests: { readonly total: number };
    readonly errors: number;
    readonly non2xx: number;
  }>;
}

const here = new URL(".", import.meta.url);
if (!existsSync(new URL("node_modules", here))) {
  console.error("Installing the other frameworks (bench/requests/package.json)…");
  execFileSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: fileURLToPath(here),
    stdio: "inherit",
  });
}
const autocannon: Cannon = createRequire(import.meta.url)("autocannon");

const running = new Map<string, Running>();
for (const { name, file, args } of servers) running.set(name, await startNode(file, args));
const django = await startDjango(18_473);
if (django) running.set("Django, gunicorn", django);

/** The least of all rounds, by server and scene: what else the machine does only ever adds. */
const results = new Map<string, number[]>();
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [at, scene] of scenes.entries()) {
    for (const [name, server] of running) {
      const time = await measure(server, scene);
      // The first round warms up.
      if (round === 0) continue;
      const times = results.get(name) ?? [];
      times[at] = Math.min(time, times[at] ?? Infinity);
      results.set(name, times);
    }
  }
}
for (const server of running.values()) server.stop();
print();

/** Microseconds of CPU for a request. */
async function measure(server: Running, scene: Scene): Promise<number> {
  const { name: _name, path, expect, ...request } = scene;
  const url = server.origin + path;
  const answer = await fetch(url, request);
  const text = await answer.text();
  if (!text.includes(expect)) throw new Error(`${url} answered ${answer.status}: ${text}`);
  const before = await server.cpu();
  const requests = await load(url, request, SECONDS);
  return ((await server.cpu()) - before) / requests;
}

async function load(url: string, request: object, duration: number): Promise<number> {
  const { requests, errors, non2xx } = await autocannon({
    url,
    duration,
    connections: 32,
    ...request,
  });
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} not 2xx`);
  return requests.total;
}

function print(): void {
  const bare = results.get("node:http") ?? [];
  const width = Math.max(...Array.from(results.keys(), (name) => name.length));
  console.log(
    `CPU per request in microseconds (and as a multiple of node:http), Node ${process.version}`,
  );
  console.log(["".padEnd(width), ...scenes.map(({ name }) => name.padStart(16))].join(" "));
  for (const [name, times] of results) {
    const cells = times.map((time, at) => {
      const ratio = time / (bare[at] ?? Number.NaN);
      return `${time.toFixed(1)} (${ratio.toFixed(2)})`.padStart(16);
    });
    console.log([name.padEnd(width), ...cells].join(" "));
  }
}

/**
 * CPU per request of mkweb beside other frameworks: `npm run bench:requests`, with `-- FIGURES.json` to keep the figures.
 *
 * Every server is a process of its own under the same load from autocannon; what counts is the CPU time it
 * used, which a busy machine and the load generator change little, and not how many requests a second got
 * through.
 */
import { writeFileSync } from "node:fs";
import { median } from "../support/command.ts";
import { startDjango, startNode, type Running } from "./framework.ts";
import { answerOf, load } from "./load.ts";
import { print } from "./table.ts";

const servers = [
  { name: "node:http", file: "node.js", args: [] },
  { name: "mkweb, new project", file: "mkweb.js", args: ["project"] },
  { name: "mkweb, no middleware", file: "mkweb.js", args: ["plain"] },
  { name: "Fastify", file: "fastify.js", args: [] },
  { name: "Hono", file: "hono.js", args: [] },
  { name: "Express", file: "express.js", args: [] },
  { name: "Nest", file: "nest.js", args: [] },
  { name: "Fastify, equipped", file: "fastify.js", args: ["equipped"] },
  { name: "Hono, equipped", file: "hono.js", args: ["equipped"] },
] as const;
const bare = ["Fastify", "Hono", "Express", "Nest"];
const equipped = ["Fastify, equipped", "Hono, equipped"];
/** What does as much for a request, and the harder question. */
const comparisons = [
  { name: "mkweb, no middleware", others: bare },
  { name: "mkweb, new project", others: equipped },
  { name: "mkweb, new project", others: bare },
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

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 40);
/** For each server, scene and round, few, so that rounds are short; Django, which takes ten times as long, gets a fifth. */
const REQUESTS = Number(process.env["BENCH_REQUESTS"] ?? 1000);
const WARM_UP = 10_000;

const running = new Map<string, Running>();
for (const { name, file, args } of servers) running.set(name, await startNode(file, args));
const django = await startDjango(18_473);
if (django) running.set("Django, gunicorn", django);

const costs = new Map<string, Map<string, number[]>>();
for (const name of running.keys()) costs.set(name, new Map());
try {
  for (const scene of scenes) {
    for (const [name, server] of running) {
      if (scene === scenes[0]) await describe(name, server, scene);
      await measure(server, scene, WARM_UP);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, server] of running) {
        const list = costs.get(name)?.get(scene.name) ?? [];
        list.push(await measure(server, scene, REQUESTS));
        costs.get(name)?.set(scene.name, list);
      }
    }
  }
} finally {
  for (const server of running.values()) server.stop();
}
print(
  costs,
  scenes.map(({ name }) => name),
  comparisons,
);

/** Microseconds of CPU for a request. */
async function measure(
  server: Running,
  { name: _name, path, expect, ...request }: (typeof scenes)[number],
  requests: number,
): Promise<number> {
  const url = server.origin + path;
  await answerOf(url, request, expect);
  const amount = Math.ceil(requests / server.slowness);
  const before = await server.cpu();
  await load(url, request, amount);
  return ((await server.cpu()) - before) / amount;
}

/** What a server says besides the page itself: part of the work, and not the same for all. */
async function describe(
  name: string,
  server: Running,
  { path, expect }: (typeof scenes)[number],
): Promise<void> {
  const { headers } = await answerOf(server.origin + path, {}, expect);
  console.log(`${name} answers with: ${[...headers.keys()].join(", ")}`);
}

/** For `bench/chart.ts`, if a file is named. */
const [file] = process.argv.slice(2);
if (file !== undefined) {
  const figures = {
    title: "What one request costs, beside other frameworks",
    unit: `µs of the server's CPU time per request, Node ${process.version.slice(1)}, ${new Date().toISOString().slice(0, 10)}`,
    scenes: scenes.map(({ name }) => name),
    servers: Array.from(costs, ([name, each]) => ({
      name,
      values: scenes.map((scene) => Math.round(median(each.get(scene.name) ?? []))),
    })),
  };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

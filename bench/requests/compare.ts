/**
 * CPU per request of mkweb beside other frameworks: `npm run bench:requests`; with `-- --json` as figures.
 *
 * Every server is a process of its own under the same load from autocannon; what counts is the CPU time it
 * used, which a busy machine and the load generator change little, and not how many requests a second got
 * through.
 */
import { startDjango, startNode, type Running } from "./framework.ts";
import { answerOf, load } from "./load.ts";
import { median } from "../support/command.ts";
import { print } from "./table.ts";

/** What a server has not by itself. */
const none = {
  node: ["upload", "session"],
  plain: ["session", "database"],
  bare: ["session"],
} as const;

const servers = [
  { name: "node:http", file: "node.js", args: [], lacks: none.node },
  { name: "mkweb, new project", file: "mkweb.js", args: ["project"], lacks: [] },
  { name: "mkweb, no middleware", file: "mkweb.js", args: ["plain"], lacks: none.plain },
  { name: "Fastify", file: "fastify.js", args: [], lacks: none.bare },
  { name: "Hono", file: "hono.js", args: [], lacks: none.bare },
  { name: "Express", file: "express.js", args: [], lacks: [] },
  { name: "Nest", file: "nest.js", args: [], lacks: none.bare },
  { name: "Adonis", file: "adonis.js", args: [], lacks: none.bare },
  { name: "Fastify, equipped", file: "fastify.js", args: ["equipped"], lacks: [] },
  { name: "Hono, equipped", file: "hono.js", args: ["equipped"], lacks: none.bare },
] as const;
const bare = ["Fastify", "Hono", "Express", "Nest", "Adonis"];
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

/** One of 10 MB. */
const upload = {
  method: "POST",
  headers: { "content-type": "multipart/form-data; boundary=of-the-comparison" },
  body: Buffer.concat([
    Buffer.from(
      '--of-the-comparison\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n' +
        "Content-Type: application/octet-stream\r\n\r\n",
    ),
    Buffer.from(Array.from({ length: 10 * 1024 * 1024 }, (_, at) => (at * 7919) >> 3)),
    Buffer.from("\r\n--of-the-comparison--\r\n"),
  ]),
} as const;

/** `rarer`: how many times fewer requests than of the others; default 1. */
const scenes = [
  { name: "hello", path: "/hello/", expect: "Hello, world!" },
  { name: "JSON", path: "/json/", expect: "Hello, world!" },
  { name: "200 routes, int", path: "/route199/42/", expect: '"id":' },
  { name: "50-row table", path: "/table/", expect: "Name &lt;49&gt; &amp;" },
  { name: "form", path: "/form/", expect: "Hello, Ann", ...form },
  { name: "session", path: "/visits/", expect: '"visits":' },
  { name: "database", path: "/author/500/", expect: "Author 500" },
  { name: "upload", path: "/upload/", expect: "10485760", rarer: 200, ...upload },
] as const;

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 40);
/** For each server, scene and round, few, so that rounds are short; Django, which takes ten times as long, gets a fifth. */
const REQUESTS = Number(process.env["BENCH_REQUESTS"] ?? 1000);
const WARM_UP = 10_000;

const running = new Map<string, Running>();
const lacking = new Map<string, readonly string[]>();
const starts = new Map<string, number>();
const memory = new Map<string, number>();
for (const { name, file, args, lacks } of servers) {
  running.set(name, await startNode(file, args));
  lacking.set(name, lacks);
}
const django = await startDjango(18_473);
if (django) running.set("Django, gunicorn", django);

const costs = new Map<string, Map<string, number[]>>();
for (const name of running.keys()) costs.set(name, new Map());
try {
  for (const [name, server] of running) {
    await describe(name, server, scenes[0]);
    starts.set(name, (await server.cpu()) / 1000);
  }
  for (const scene of scenes) {
    const taking = [...running].filter(([name]) => !isLacking(name, scene.name));
    for (const [, server] of taking) await measure(server, scene, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, server] of taking) {
        const list = costs.get(name)?.get(scene.name) ?? [];
        list.push(await measure(server, scene, REQUESTS));
        costs.get(name)?.set(scene.name, list);
      }
    }
    // After small requests alone: what a large upload leaves behind is the collector's affair.
    if (scene.name === "database") {
      for (const [name, server] of running) memory.set(name, (await server.memory()) / 1e6);
    }
  }
} finally {
  for (const server of running.values()) server.stop();
}
const names = scenes.map(({ name }) => name);
if (process.argv.includes("--json")) console.log(JSON.stringify(figures(), null, 2));
else print(costs, names, comparisons, { starts, memory });

/** Medians: of CPU in microseconds for a request by scene, of CPU in ms until the first answer, of memory in MB. */
function figures(): object {
  return Object.fromEntries(
    [...costs].map(([name, scenesOf]) => [
      name,
      {
        ...Object.fromEntries([...scenesOf].map(([scene, list]) => [scene, median(list)])),
        start: starts.get(name),
        memory: memory.get(name),
      },
    ]),
  );
}

function isLacking(name: string, scene: string): boolean {
  return lacking.get(name)?.includes(scene) === true;
}

/** Microseconds of CPU for a request. */
async function measure(
  server: Running,
  scene: (typeof scenes)[number],
  requests: number,
): Promise<number> {
  const { name: _name, path, expect, ...request } = scene;
  const rarer = "rarer" in scene ? scene.rarer : 1;
  const url = server.origin + path;
  const { headers } = await answerOf(url, request, expect);
  const [cookie] = headers.getSetCookie();
  const sent = cookie === undefined ? request : withCookie(request, cookie);
  const amount = Math.ceil(requests / server.slowness / rarer);
  const before = await server.cpu();
  await load(url, sent, amount);
  return ((await server.cpu()) - before) / amount;
}

/** A visitor who comes again. */
function withCookie(request: object, cookie: string): object {
  const [pair] = cookie.split(";");
  return { ...request, headers: { cookie: pair } };
}

/** What a server says besides the page itself: part of the work, and not the same for all. */
async function describe(
  name: string,
  server: Running,
  { path, expect }: (typeof scenes)[0],
): Promise<void> {
  const { headers } = await answerOf(server.origin + path, {}, expect);
  console.error(`${name} answers with: ${[...headers.keys()].join(", ")}`);
}

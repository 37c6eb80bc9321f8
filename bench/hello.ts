/**
 * CPU per request of a project's hello view, beside a bare node:http server in the same run.
 *
 *     node bench/hello.ts
 *
 * Needs wrk, and taskset to give the server one core. Goals: four middlewares cost at most 1.4 x bare,
 * 200 routes at most 1.15 x one.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const rounds = 7;
const seconds = 2;
const kinds = ["bare", "plain", "middleware", "routes"] as const;
type Kind = (typeof kinds)[number];

const server = fileURLToPath(new URL("hello/server.ts", import.meta.url));
const costs = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
for (let round = 0; round < rounds; round++) {
  for (const kind of kinds) costs.get(kind)?.push(await measure(kind));
}

const cost = (kind: Kind): number => least(costs.get(kind) ?? []);
for (const kind of kinds) {
  const ratio = (cost(kind) / cost("bare")).toFixed(2);
  console.log(`${kind.padEnd(11)} ${cost(kind).toFixed(1)} µs CPU per request, ${ratio} x bare`);
}
console.log(`200 routes / one route: ${(cost("routes") / cost("middleware")).toFixed(2)}`);

/** Microseconds of CPU per request. */
async function measure(kind: Kind): Promise<number> {
  const child = spawn("taskset", ["-c", "0", process.execPath, server, kind], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk]: unknown[] = await once(child.stdout, "data");
  const url = `http://127.0.0.1:${String(chunk).trim()}/page-199/`;
  load(url, 1);
  const before = cpuOf(child.pid);
  const requests = load(url, seconds);
  const used = cpuOf(child.pid) - before;
  child.kill();
  await once(child, "exit");
  return used / requests;
}

function load(url: string, seconds: number): number {
  const argv = ["-c", "1", "wrk", "-t1", "-c32", `-d${seconds}s`, url];
  const { stdout } = spawnSync("taskset", argv, { encoding: "utf8" });
  if (/Non-2xx/.test(stdout)) throw new Error(stdout);
  return Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

/** User and system time of a process so far, in microseconds; Linux counts in hundredths of a second. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** What else runs on the machine only ever adds. */
function least(values: readonly number[]): number {
  return Math.min(...values);
}

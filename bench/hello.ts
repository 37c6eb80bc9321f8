/**
 * CPU per request of a project's hello view, beside a bare node:http server in the same run.
 *
 *     node bench/hello.ts
 *
 * Needs wrk, and taskset to give the servers one core. Goals: four middlewares cost at most 1.4 x bare,
 * 200 routes at most 1.15 x one. The rounds alternate and the least of each counts: what else runs on
 * the machine only ever adds.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const rounds = Number(process.argv[2] ?? 12);
const kinds = ["bare", "plain", "middleware", "routes"] as const;

interface Server {
  readonly kind: (typeof kinds)[number];
  readonly child: ChildProcess;
  readonly url: string;
  /** Microseconds of CPU per request, one for each round. */
  readonly costs: number[];
}

const servers = await Promise.all(kinds.map(start));
for (const server of servers) measure(server, 3);
for (let round = 0; round < rounds; round++) {
  for (const server of servers) server.costs.push(measure(server, 1));
}
for (const { child } of servers) child.kill();

const cost = (kind: Server["kind"]): number =>
  Math.min(...(servers.find((server) => server.kind === kind)?.costs ?? []));
for (const kind of kinds) {
  const ratio = (cost(kind) / cost("bare")).toFixed(2);
  console.log(`${kind.padEnd(11)} ${cost(kind).toFixed(1)} µs CPU per request, ${ratio} x bare`);
}
console.log(`200 routes / one route: ${(cost("routes") / cost("middleware")).toFixed(2)}`);

async function start(kind: Server["kind"]): Promise<Server> {
  const file = fileURLToPath(new URL("hello/server.ts", import.meta.url));
  const child = spawn("taskset", ["-c", "0", process.execPath, file, kind], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port]: unknown[] = await once(child.stdout, "data");
  return { kind, child, url: `http://127.0.0.1:${String(port).trim()}/page-199/`, costs: [] };
}

function measure({ child, url }: Server, seconds: number): number {
  const before = cpuOf(child.pid);
  const argv = ["-c", "1", "wrk", "-t1", "-c32", `-d${seconds}s`, url];
  const { stdout } = spawnSync("taskset", argv, { encoding: "utf8" });
  if (/Non-2xx/.test(stdout)) throw new Error(stdout);
  return (cpuOf(child.pid) - before) / Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

/** User and system time of a process so far, in microseconds; Linux counts in hundredths of a second. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/**
 * CPU per request of a new project's hello view, beside a bare node:http server in the same run:
 * `npm run bench:hello`, which builds first.
 *
 * The project is what `startproject` writes, with its seven middlewares and its database; only the views
 * are added. "no middleware" is the same without both. Needs wrk, and taskset to give the servers one
 * core. Goals: at most 1.4 x bare, and 200 routes at most 1.15 x one. The rounds alternate, and what counts
 * is the median of the ratios within one round: what else the machine does falls on all of a round.
 *
 *     node bench/hello.ts [ROUNDS]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { median } from "./support/command.ts";
import { makeProject, startBare, startProject, type Server } from "./support/hello-servers.ts";

const rounds = Number(process.argv[2] ?? 20);
const temporary = mkdtempSync(path.join(tmpdir(), "mkweb-bench-hello-"));
const folder = makeProject(temporary);
const servers = {
  "node:http": await startBare(temporary),
  project: await startProject(folder, "one.ts"),
  "no middleware": await startProject(folder, "plain.ts"),
  "200 routes": await startProject(folder, "many.ts"),
} as const;
type Name = keyof typeof servers;
const names: readonly Name[] = ["node:http", "project", "no middleware", "200 routes"];

const costs = new Map<Name, number[]>(names.map((name) => [name, []]));
try {
  for (const name of names) measure(servers[name], 3);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) costs.get(name)?.push(measure(servers[name], 1));
  }
} finally {
  for (const name of names) servers[name].stop();
  rmSync(temporary, { recursive: true, force: true });
}

console.log(`CPU per request, Node ${process.version}, medians of ${rounds} rounds`);
for (const name of names) {
  const cost = median(costs.get(name) ?? []).toFixed(1);
  console.log(`${name.padEnd(13)} ${cost} µs, ${ratio(name, "node:http")} x node:http`);
}
console.log(`200 routes / one route: ${ratio("200 routes", "project")}`);

function ratio(name: Name, to: Name): string {
  const base = costs.get(to) ?? [];
  return median((costs.get(name) ?? []).map((cost, at) => cost / (base[at] ?? NaN))).toFixed(2);
}

/** Microseconds of CPU for a request. */
function measure(server: Server, seconds: number): number {
  const before = server.cpu();
  const argv = ["-c", "1", "wrk", "-t1", "-c32", `-d${seconds}s`, server.url];
  const { stdout } = spawnSync("taskset", argv, { encoding: "utf8" });
  if (/Non-2xx/.test(stdout)) throw new Error(stdout);
  return (server.cpu() - before) / Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

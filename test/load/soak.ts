/**
 * Minutes of a real site at most of what it can do, while it is disturbed as production is: `npm run soak`.
 *
 *     node test/load/soak.ts [--minutes 10] [--share 0.8] [--kill 20] [--reload 60]
 *
 * `serve --workers 2` on PostgreSQL and Redis; SIGHUP every minute, a worker killed every 20 seconds, PostgreSQL
 * restarted once, SIGTERM under load at the end. Prints what was lost and why, how long answers took, and the memory of
 * the first process. Fails where a request is lost that no killed worker and no absent database had in hand, where the
 * server does not end with status 0, or where memory grows over the last half.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startPostgres } from "../support/postgres.ts";
import { startRedisServer } from "../support/redis.ts";
import { makeSoaked } from "./soak/project.ts";
import { Visitors } from "./soak/visitors.ts";

const option = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: {
    minutes: option("10"),
    share: option("0.8"),
    kill: option("20"),
    reload: option("60"),
  },
});
const seconds = Number(values.minutes) * 60;

/** How long after it a disturbance may be the reason of a failure, in ms. */
const AFTER = { kill: 1000, database: 15_000 } as const;

interface Disturbance {
  readonly kind: keyof typeof AFTER;
  readonly from: number;
  to: number;
}

const postgres = await startPostgres();
const redis = await startRedisServer();
const above = mkdtempSync(path.join(tmpdir(), "mkweb-soak-"));
let failed = false;
try {
  failed = !(await soak());
} finally {
  await postgres.stop();
  redis.stop();
  rmSync(above, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function soak(): Promise<boolean> {
  const { folder, env } = makeSoaked(above, await postgres.createDatabase(), redis.url);
  const server = spawn(
    process.execPath,
    ["manage.js", "serve", "--workers", "2", "--port", "0", "--no-access-log"],
    { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = once(server, "exit");
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => (said += more));
  }
  const url = await listening(
    () => said,
    () => server.exitCode,
  );
  const pid = server.pid ?? 0;

  const warm = new Visitors(url);
  await warm.capacity(2);
  const capacity = await warm.capacity(5);
  warm.close();
  const rate = capacity * Number(values.share);
  console.log(`capacity ${capacity.toFixed(0)} requests a second; ${rate.toFixed(0)} are sent`);

  const visitors = new Visitors(url);
  const disturbances: Disturbance[] = [];
  const memory: number[] = [];
  const over = new AbortController();
  const coming = visitors.come(rate, over.signal);
  const start = performance.now();
  const due = { kill: Number(values.kill), reload: Number(values.reload), database: seconds / 2 };
  for (let second = 1; second <= seconds; second += 1) {
    await delay(Math.max(0, start + second * 1000 - performance.now()));
    memory.push(residentOf(pid));
    if (second % due.reload === 0) server.kill("SIGHUP");
    if (second % due.kill === 0) disturbances.push(killOne(pid));
    if (second === Math.round(due.database) && postgres.restart) {
      const disturbance: Disturbance = { kind: "database", from: performance.now(), to: Infinity };
      disturbances.push(disturbance);
      void postgres.restart().then(() => (disturbance.to = performance.now()));
    }
  }
  over.abort();
  await coming;
  // Told to stop under load: these come on meanwhile, and those that nobody took any more do not count.
  const last = new Visitors(url);
  const leaving = new AbortController();
  const atTheEnd = last.come(rate, leaving.signal);
  await delay(1000);
  const told = performance.now();
  server.kill("SIGTERM");
  const [status]: unknown[] = await ended;
  const drainMs = performance.now() - told;
  leaving.abort();
  await atTheEnd;
  visitors.close();
  last.close();
  const refused = last.failures.filter(({ how }) => how !== "ECONNREFUSED" && how !== "KEPT");
  return report({ visitors, disturbances, memory, status, drainMs, refused: refused.length });
}

interface Outcome {
  readonly visitors: Visitors;
  readonly disturbances: readonly Disturbance[];
  readonly memory: readonly number[];
  readonly status: unknown;
  readonly drainMs: number;
  readonly refused: number;
}

/** @returns Whether all held. */
function report({ visitors, disturbances, memory, status, drainMs, refused }: Outcome): boolean {
  const by = new Map<string, number>();
  for (const { at, how } of visitors.failures) {
    const why = disturbances.find(({ kind, from, to }) => {
      const end = Math.min(to, from + 60_000) + AFTER[kind];
      return at > from - AFTER.kill && at < end;
    });
    const reason = `${how}, ${why ? why.kind : how === "KEPT" ? "closed when asked again" : "no reason"}`;
    by.set(reason, (by.get(reason) ?? 0) + 1);
  }
  const times = visitors.times.toSorted((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  const half = memory.slice(Math.floor(memory.length / 2));
  const grown = mean(half.slice(-half.length / 4)) / mean(half.slice(0, half.length / 4)) - 1;
  const kills = disturbances.filter(({ kind }) => kind === "kill").length;
  console.log(
    `${visitors.answered} answered, ${visitors.failures.length} not, ${kills} workers killed`,
  );
  for (const [reason, count] of by) console.log(`  ${count} x ${reason}`);
  console.log(`answers in ms: p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}`);
  console.log(
    `memory of the first process: ${mean(half).toFixed(1)} MB, ${(grown * 100).toFixed(1)} % more at the end of the last half`,
  );
  console.log(
    `SIGTERM under load: status ${String(status)} after ${drainMs.toFixed(0)} ms, ${refused} lost`,
  );
  const lost = [...by].filter(([reason]) => reason.endsWith("no reason"));
  return lost.length === 0 && refused === 0 && status === 0 && grown < 0.05;
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}

function killOne(primary: number): Disturbance {
  const [worker] = childrenOf(primary);
  const from = performance.now();
  if (worker !== undefined) process.kill(worker, "SIGKILL");
  return { kind: "kill", from, to: from };
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter((text) => text !== "")
    .map(Number);
}

/** In MB. */
function residentOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function listening(said: () => string, status: () => number | null): Promise<URL> {
  for (;;) {
    const found = /Serving on (http:\S+?)[,\s]/.exec(said())?.[1];
    if (found !== undefined) return new URL("polls/", found);
    if (status() !== null) throw new Error(`The server did not start:\n${said()}`);
    await delay(20);
  }
}

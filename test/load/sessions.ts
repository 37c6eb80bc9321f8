/**
 * `npm run load:sessions`: 200 visitors for 30 seconds at 4 processes on one PostgreSQL, alone and with
 * Redis; every 5 seconds one process is killed with SIGKILL and started again.
 *
 * usage: npm run load:sessions -- [--visitors N] [--seconds N] [--processes N] [--kill-every SECONDS]
 */
import { parseArgs } from "node:util";
import { swarm, type Report } from "./swarm.ts";

const { values } = parseArgs({
  options: {
    visitors: { type: "string", default: "200" },
    seconds: { type: "string", default: "30" },
    processes: { type: "string", default: "4" },
    "kill-every": { type: "string", default: "5" },
  },
});

for (const engine of ["db", "cached-db", "cache"]) {
  const report = await swarm({
    engine: `mkweb/sessions/backends/${engine}`,
    visitors: Number(values.visitors),
    seconds: Number(values.seconds),
    processes: Number(values.processes),
    killEvery: Number(values["kill-every"]),
  });
  print(engine, report);
  if (report.lost + report.mixed + report.backwards + report.failed > 0) process.exitCode = 1;
}

function print(engine: string, report: Report): void {
  const times = report.times.toSorted((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  console.log(
    `${engine}: ${report.requests} requests in ${report.seconds} s, ` +
      `${Math.round(report.requests / report.seconds)} a second; ` +
      `half within ${at(0.5)} ms, 99 % within ${at(0.99)} ms\n` +
      `  ${report.kills} kills, ${report.cut} requests cut off, ${report.failed} answers of 500\n` +
      `  sessions lost ${report.lost}, mixed up ${report.mixed}; ` +
      `counts backwards ${report.backwards}, repeated ${report.repeated}; ` +
      `${report.rows} rows in the database`,
  );
}

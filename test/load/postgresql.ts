/**
 * `npm run load:postgresql`: visitors count in their sessions on PostgreSQL, which restarts, ends everybody's
 * connections and has its lines cut, in turn.
 *
 *   npm run load:postgresql -- [SECONDS] [VISITORS]
 *
 * Default: 60 seconds, 50 visitors. Fails if a request fails that was not under way meanwhile, if a session
 * was lost or mixed up, or if the server ended.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres, type Postgres } from "../support/postgres.ts";
import { standBetween, type Line } from "../support/stand-between.ts";
import { Fleet } from "./fleet.ts";
import { createSessionTable, terminateOthers } from "./session-table.ts";
import { Visitor, type Findings } from "./visitor.ts";

const [seconds = 60, visitors = 50] = process.argv.slice(2).map(Number);
/** Seconds from one incident to the next. */
const EVERY = 3;

/** Odd while something happens to the database: a request between two equal, even numbers may not fail. */
let era = 0;
const incidents = { restarted: 0, terminated: 0, cut: 0 };
const sums = { requests: 0, underWay: 0, failed: 0, lost: 0, mixed: 0, backwards: 0, dropped: 0 };

const postgres = await startPostgres();
try {
  const url = new URL(await postgres.createDatabase());
  await createSessionTable(url.href);
  const line = await standBetween(url.hostname, Number(url.port));
  const through = Object.assign(new URL(url), { port: String(line.port) });
  const fleet = await Fleet.start(1, {
    DATABASE_URL: through.href,
    SESSION_ENGINE: "mkweb/sessions/backends/db",
  });
  try {
    const end = Date.now() + seconds * 1000;
    const everyone = Array.from({ length: visitors }, (_, at) => stay(`v${at}`, fleet, end));
    await Promise.all([trouble(postgres, url.href, line, end), ...everyone]);
  } finally {
    fleet.stop();
    line.close();
  }
} finally {
  await postgres.stop();
}

console.log(
  `${seconds} s, ${visitors} visitors: ${sums.requests} requests; restarted ${incidents.restarted} times, ` +
    `connections ended ${incidents.terminated} times, lines cut ${incidents.cut} times\n` +
    `failed under way ${sums.underWay}, failed otherwise ${sums.failed}, without an answer ${sums.dropped}; ` +
    `sessions lost ${sums.lost}, mixed up ${sums.mixed}, set back ${sums.backwards}`,
);
const { failed, lost, mixed, backwards, dropped } = sums;
process.exitCode = failed + lost + mixed + backwards + dropped === 0 ? 0 : 1;

async function stay(name: string, fleet: Fleet, end: number): Promise<void> {
  const findings: Findings = {
    requests: 0,
    cut: 0,
    failed: 0,
    lost: 0,
    mixed: 0,
    backwards: 0,
    repeated: 0,
    times: [],
  };
  const visitor = new Visitor(name, fleet.ports, findings);
  while (Date.now() < end) {
    const [begun, { failed }] = [era, findings];
    await visitor.visit();
    if (findings.failed === failed) continue;
    const isExcused = begun % 2 === 1 || begun !== era;
    sums[isExcused ? "underWay" : "failed"] += 1;
    // As a browser: not at once again at a page that does not work.
    await sleep(20);
  }
  sums.requests += findings.requests;
  sums.dropped += findings.cut;
  sums.lost += findings.lost;
  sums.mixed += findings.mixed;
  sums.backwards += findings.backwards;
}

async function trouble(database: Postgres, url: string, line: Line, end: number): Promise<void> {
  const troubles = [
    async () => {
      await database.restart?.();
      incidents.restarted += 1;
    },
    async () => {
      await terminateOthers(url);
      incidents.terminated += 1;
    },
    async () => {
      line.cut();
      incidents.cut += 1;
    },
  ];
  for (let time = 0; Date.now() + EVERY * 1000 < end; time += 1) {
    await sleep(EVERY * 1000);
    era += 1;
    await troubles[time % troubles.length]?.();
    era += 1;
  }
}

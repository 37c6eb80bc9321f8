/** Many visitors of several processes on one database, while processes are killed. */
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../support/postgres.ts";
import { startRedisServer } from "../support/redis.ts";
import { Fleet } from "./fleet.ts";
import { countRows, createSessionTable } from "./session-table.ts";
import { Visitor, type Findings } from "./visitor.ts";

export interface SwarmOptions {
  /** SESSION_ENGINE. */
  readonly engine: string;
  readonly processes: number;
  readonly visitors: number;
  readonly seconds: number;
  /** Seconds between one kill and the next. */
  readonly killEvery: number;
}

export interface Report extends Findings {
  readonly kills: number;
  readonly seconds: number;
  /** Rows in `django_session` at the end. */
  readonly rows: number;
}

export async function swarm(options: SwarmOptions): Promise<Report> {
  const postgres = await startPostgres();
  const redis = await startRedisServer();
  try {
    const DATABASE_URL = await postgres.createDatabase();
    await createSessionTable(DATABASE_URL);
    const env = { DATABASE_URL, REDIS_URL: redis.url, SESSION_ENGINE: options.engine };
    const fleet = await Fleet.start(options.processes, env);
    try {
      const findings = await visitAll(fleet, options);
      const rows = await countRows(DATABASE_URL);
      return { ...findings, rows, kills: fleet.kills, seconds: options.seconds };
    } finally {
      fleet.stop();
    }
  } finally {
    redis.stop();
    await postgres.stop();
  }
}

async function visitAll(
  fleet: Fleet,
  { visitors, seconds, killEvery }: SwarmOptions,
): Promise<Findings> {
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
  const over = new AbortController();
  const killing = fleet.killInTurn(killEvery * 1000, over.signal);
  const end = Date.now() + seconds * 1000;
  const stay = async (visitor: Visitor): Promise<void> => {
    while (Date.now() < end) {
      const { cut } = findings;
      await visitor.visit();
      // As a browser: not at once again at a server that is not there.
      if (findings.cut > cut) await sleep(20);
    }
  };
  const everyone = Array.from({ length: visitors }, (_, at) => {
    return new Visitor(`v${at}`, fleet.ports, findings);
  });
  await Promise.all(everyone.map(stay));
  over.abort();
  await killing;
  // With every process up again, each visitor must still be known.
  await Promise.all(everyone.map((visitor) => visitor.visit()));
  return findings;
}

/** One server process from its start: what its first answer costs, and what it holds after many. Linux only. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export interface SiteServer {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly url: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Started {
  /** Time on a processor until the first answer, of all threads, in milliseconds. */
  readonly firstAnswer: number;
  /** Resident memory after the requests, in MB. */
  readonly memory: number;
}

/** Starts a server, asks it once and then so many times more, one after the other, and ends it. */
export async function startAndAsk(site: SiteServer, requests: number): Promise<Started> {
  const child = spawn(site.command, site.arguments, {
    cwd: site.cwd,
    env: { ...process.env, ...site.env },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  try {
    while (!(await answers(site.url))) {
      if (child.exitCode !== null) throw new Error(`${site.name} ended by itself`);
      await delay(5);
    }
    const firstAnswer = cpuOf(child.pid);
    for (let asked = 0; asked < requests; asked += 1) await answers(site.url);
    return { firstAnswer, memory: memoryOf(child.pid) };
  } finally {
    child.kill();
    await ended;
  }
}

/** False while nobody listens. */
async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function cpuOf(pid: number | undefined): number {
  const threads = globSync(`/proc/${pid}/task/*/schedstat`);
  const nanoseconds = threads.map((file) => Number(readFileSync(file, "utf8").split(" ")[0]));
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

function memoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

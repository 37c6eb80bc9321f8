/**
 * CPU per request of a counter kept in the session, by every backend, beside express-session,
 * @fastify/session and Django: `npm run bench:sessions`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRedisServer } from "../test/support/redis.ts";
import { startDjango, startNode, type Running } from "./requests/framework.ts";

const here = new URL("sessions/", import.meta.url);
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 16);
/** Of load, for each server and round. */
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 0.5);
const VISITORS = 32;

interface Client {
  setHeaders(headers: Readonly<Record<string, string>>): void;
}
interface Cannon {
  (options: Readonly<Record<string, unknown>>): Promise<{
    readonly requests: { readonly total: number };
    readonly errors: number;
    readonly non2xx: number;
  }>;
}

if (!existsSync(new URL("node_modules", here))) {
  console.error("Installing the others (bench/sessions/package.json)…");
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: fileURLToPath(here),
    stdio: "inherit",
  });
}
const autocannon: Cannon = createRequire(new URL("package.json", here))("autocannon");

const scratch = mkdtempSync(join(tmpdir(), "mkweb-bench-sessions-"));
const folder = (name: string): string => {
  const path = join(scratch, name.replaceAll(/\W+/g, "-"));
  mkdirSync(path, { recursive: true });
  return path;
};
const redis = await startRedisServer();

const mkweb = [
  ["db", "db", "locmem"],
  ["cached-db, memory", "cached-db", "locmem"],
  ["cached-db, Redis", "cached-db", "redis"],
  ["cache, memory", "cache", "locmem"],
  ["cache, Redis", "cache", "redis"],
  ["file", "file", "locmem"],
  ["signed-cookies", "signed-cookies", "locmem"],
] as const;
const others = [
  ["express-session, node:sqlite", "express.js", "sqlite"],
  ["express-session, memory", "express.js", "memory"],
  ["@fastify/session, node:sqlite", "fastify.js", "sqlite"],
  ["@fastify/session, memory", "fastify.js", "memory"],
] as const;
const djangos = ["db", "cached_db", "cache", "file", "signed_cookies"] as const;

/** Parts of the names of what to measure; nothing: all. */
const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean =>
  wanted.length === 0 || wanted.some((word) => name.includes(word));

const running = new Map<string, Running>();
for (const [name, backend, cache] of mkweb) {
  if (!isWanted(`mkweb ${name}`)) continue;
  const args = [backend, cache, folder(`mkweb ${name}`), redis.url];
  running.set(`mkweb ${name}`, await startNode("../../sessions/servers/mkweb.js", args));
}
for (const [name, file, kind] of others) {
  if (!isWanted(name)) continue;
  const args = [kind, join(folder(name), "db.sqlite3")];
  running.set(name, await startNode(`../../sessions/servers/${file}`, args));
}
for (const [at, engine] of djangos.entries()) {
  if (!isWanted(`Django ${engine}`)) continue;
  const django = await startDjango(18_483 + at, {
    folder: new URL("servers/", here),
    application: "django_sessions:application",
    path: "/count/",
    env: { SESSION_ENGINE: engine, FOLDER: folder(`django ${engine}`) },
  });
  if (django) running.set(`Django ${engine}`, django);
}

const least = new Map<string, number>();
const cookies = new Map<string, readonly string[]>();
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, server] of running) {
    const known = cookies.get(name) ?? (await newVisitors(server));
    cookies.set(name, known);
    const time = await measure(server, known);
    // The first round warms up.
    if (round > 0) least.set(name, Math.min(time, least.get(name) ?? Infinity));
  }
}
for (const server of running.values()) server.stop();
redis.stop();
rmSync(scratch, { recursive: true, force: true });

console.log(`CPU per request in microseconds, Node ${process.version}, ${VISITORS} visitors`);
for (const [name, time] of least) console.log(`${name.padEnd(32)} ${time.toFixed(1).padStart(8)}`);

/** Cookies of visitors whose counter stands at 1. */
async function newVisitors({ origin }: Running): Promise<readonly string[]> {
  const made: string[] = [];
  while (made.length < VISITORS) {
    const answer = await fetch(`${origin}/count/`);
    const text = await answer.text();
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (!cookie || !text.includes("1")) throw new Error(`${origin} answered ${text}`);
    made.push(cookie);
  }
  return made;
}

/** Microseconds of CPU for a request. */
async function measure(server: Running, known: readonly string[]): Promise<number> {
  let next = 0;
  const before = await server.cpu();
  const { requests, errors, non2xx } = await autocannon({
    url: `${server.origin}/count/`,
    duration: SECONDS,
    connections: VISITORS,
    setupClient: (client: Client) => client.setHeaders({ cookie: known[next++] ?? "" }),
  });
  const used = (await server.cpu()) - before;
  if (errors + non2xx > 0) throw new Error(`${server.origin}: ${errors} errors, ${non2xx} not 2xx`);
  await expectCounted(server, known);
  return used / requests.total;
}

/** The counters must have moved, or something else was measured. */
async function expectCounted({ origin }: Running, [cookie = ""]: readonly string[]): Promise<void> {
  const answer = await fetch(`${origin}/count/`, { headers: { cookie } });
  const { count }: { readonly count: number } = JSON.parse(await answer.text());
  if (!(count > 1)) throw new Error(`${origin} counted to ${count}`);
}

/** Asks a server: once to see that it answers what it should, or very often. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

interface Cannon {
  (options: Readonly<Record<string, unknown>>): Promise<{
    readonly errors: number;
    readonly non2xx: number;
  }>;
}

const here = new URL(".", import.meta.url);
if (!existsSync(new URL("node_modules/autocannon", here))) {
  console.error("Installing the other frameworks (bench/requests/package.json)…");
  const argv = ["install", "--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync("npm", argv, { cwd: fileURLToPath(here), stdio: "inherit" });
}
const autocannon: Cannon = createRequire(import.meta.url)("autocannon");

/** Sends so many requests over 16 connections. */
export async function load(url: string, request: object, amount: number): Promise<void> {
  const connections = Math.min(16, amount);
  // Ends when all are answered: autocannon looks whether they are as often as this, in milliseconds.
  const sampleInt = 10;
  // In seconds: a large upload among fifteen others takes its time on a busy machine.
  const options = { url, amount, connections, sampleInt, timeout: 120 };
  const { errors, non2xx } = await autocannon({ ...options, ...request });
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} not 2xx`);
}

/** @throws {Error} The page does not hold what is expected. */
export async function answerOf(
  url: string,
  request: RequestInit,
  expected: string,
): Promise<Response> {
  const answer = await fetch(url, request);
  const text = await answer.text();
  if (!text.includes(expected)) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return answer;
}

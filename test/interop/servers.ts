/** Our site and Django's on one database, and a browser that visits both. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Where Debian's packages install. */
export const PYTHON = process.env["PYTHON"] ?? "/usr/bin/python3";
const djangoSite = fileURLToPath(new URL("django/site.py", import.meta.url));
const ourSite = fileURLToPath(new URL("serve.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../", import.meta.url));

function lacks(module: string): boolean {
  return spawnSync(PYTHON, ["-c", `import ${module}`]).status !== 0;
}

/** Why there is no Django here, or `false`: for a test's `skip`. */
export const noDjango: string | false =
  lacks("django") && "Django is not installed (Debian: python3-django)";
/** The same for Django on PostgreSQL. */
export const noPsycopg: string | false =
  noDjango || (lacks("psycopg2") && "psycopg2 is not installed (Debian: python3-psycopg2)");

/** Why there is no Django of a second, newer version here, or `false`. */
export const noNewerDjango: string | false =
  process.env["NEWER_DJANGO"] === undefined &&
  "NEWER_DJANGO names no folder with a newer Django, for PYTHONPATH";

/** DB_PATH or DATABASE_URL, SECRET_KEY, H_PBKDF2_ITERATIONS or H_DJANGO_VERSION, PYTHONPATH for another Django. */
export type SharedEnvironment = Readonly<Record<string, string>>;

export interface Site {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Runs a command of Django's site to its end, and answers what it printed. */
export function django(env: SharedEnvironment, ...words: readonly string[]): string {
  const run = spawnSync(PYTHON, [djangoSite, ...words], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`site.py ${words.join(" ")}:\n${run.stdout}${run.stderr}`);
  return run.stdout.trim();
}

export function startDjango(env: SharedEnvironment): Promise<Site> {
  return start(env, (port) => [PYTHON, djangoSite, "runserver", `127.0.0.1:${port}`, "--noreload"]);
}

/** Ours: what `npm run interop:serve` starts, without npm, which takes longer than the site. */
export function startOurs(env: SharedEnvironment): Promise<Site> {
  return start(env, (port) => [process.execPath, ourSite, port]);
}

export async function start(
  env: SharedEnvironment,
  command: (port: string) => readonly [string, ...string[]],
): Promise<Site> {
  const port = await freePort();
  const [program, ...words] = command(String(port));
  const child = spawn(program, words, {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const origin = `http://127.0.0.1:${port}`;
  await answering(`${origin}/whoami/`, child, () => said);
  return { origin, stop: () => stop(child) };
}

async function answering(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const end = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < end) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  child.kill();
  throw new Error(`Nothing answered at ${url}:\n${said()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

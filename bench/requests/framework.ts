/** Starts one of the servers compared, and reads how much CPU it has used. */
import { fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Running {
  readonly origin: string;
  /** About how many times as long as the others it takes, to ask it that much less. */
  readonly slowness: number;
  /** CPU time used so far, in microseconds. */
  cpu(): Promise<number>;
  /** Memory that it holds, in bytes. */
  memory(): Promise<number>;
  stop(): void;
}

/** A server of `servers/` that is a Node program: it tells its port, and its CPU time when asked. */
export async function startNode(file: string, args: readonly string[]): Promise<Running> {
  const child = fork(fileURLToPath(new URL(`servers/${file}`, import.meta.url)), args, {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [{ port }] = await once(child, "message");
  const ask = async (): Promise<{ readonly cpu: unknown; readonly memory: unknown }> => {
    child.send("figures");
    const [figures] = await once(child, "message");
    return figures;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    slowness: 1,
    cpu: async () => Number((await ask()).cpu),
    memory: async () => Number((await ask()).memory),
    stop: () => child.kill(),
  };
}

export interface DjangoSite {
  /** Where the module is. */
  readonly folder: URL;
  /** `module:application` */
  readonly application: string;
  /** A page that answers once the site is up. */
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

const site: DjangoSite = {
  folder: new URL("servers/", import.meta.url),
  application: "django_site:application",
  path: "/hello/",
};

/** Django under gunicorn with one worker; undefined where Debian's packages of both are not installed. */
export async function startDjango(
  port: number,
  { folder, application, path, env }: DjangoSite = site,
): Promise<Running | undefined> {
  const python = "/usr/bin/python3";
  if (spawnSync(python, ["-c", "import django, gunicorn"]).status !== 0) return undefined;
  const gunicorn = spawn(
    python,
    [
      "-m",
      "gunicorn",
      "--workers=1",
      "--worker-class=gthread",
      "--threads=1",
      // Longer than its turn comes round.
      "--keep-alive=600",
      `--bind=127.0.0.1:${port}`,
      application,
    ],
    { cwd: fileURLToPath(folder), stdio: "ignore", env: { ...process.env, ...env } },
  );
  const origin = `http://127.0.0.1:${port}`;
  await answering(origin + path);
  return {
    origin,
    slowness: 5,
    async cpu() {
      return workersOf(gunicorn.pid ?? 0).reduce((sum, pid) => sum + cpuOf(pid), 0);
    },
    async memory() {
      return workersOf(gunicorn.pid ?? 0).reduce((sum, pid) => sum + memoryOf(pid), 0);
    },
    stop: () => gunicorn.kill(),
  };
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`Nothing answers at ${url}`);
}

function workersOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.split(" ").filter(Boolean).map(Number);
}

/** User and system time from /proc, which counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
}

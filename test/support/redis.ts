/** A Redis server of the tests' own, on a free port, that keeps nothing. */
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";

/** The reason to skip, where there is no Redis to start. */
export const noRedis =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "redis-server is not installed (Debian: redis-server)";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Starts a server that ends with the test file; answers its URL. */
export async function startRedis(): Promise<string> {
  const server = await startRedisServer();
  after(() => server.stop());
  return server.url;
}

export interface RedisServer {
  readonly url: string;
  stop(): void;
}

/**
 * Starts a server that whoever asked for it stops.
 *
 * @param port Default: any free one.
 */
export async function startRedisServer(port?: string): Promise<RedisServer> {
  return startOn(port ?? String(await freePort()));
}

async function startOn(port: string): Promise<RedisServer> {
  const server = spawn("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", ""], {
    stdio: "ignore",
    cwd: "/tmp",
  });
  for (let attempt = 0; attempt < 500; attempt++) {
    const ping = spawnSync("redis-cli", ["-p", port, "ping"], { encoding: "utf8" });
    if (ping.stdout.trim() === "PONG") {
      return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill() };
    }
    await setTimeout(20);
  }
  server.kill();
  throw new Error("redis-server did not start within 10 seconds");
}

/** Takes seconds from the life that each key has left, as if they had passed: a server's clock cannot be set. */
export function ageRedis(url: string, seconds: number): void {
  const age =
    "for _, key in ipairs(redis.call('keys', '*')) do local left = redis.call('pttl', key) " +
    "if left > 0 then redis.call('pexpire', key, left - ARGV[1] * 1000) end end";
  const run = spawnSync("redis-cli", ["-u", url, "eval", age, "0", String(seconds)], {
    encoding: "utf8",
  });
  if (run.status !== 0 || run.stdout.includes("ERR")) throw new Error(run.stdout + run.stderr);
}

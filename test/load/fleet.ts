/** Several processes of one site, one of which is killed now and then and started again. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../interop/servers.ts";

const server = fileURLToPath(new URL("server.ts", import.meta.url));

export class Fleet {
  readonly ports: readonly number[];
  kills = 0;
  readonly #env: NodeJS.ProcessEnv;
  readonly #up = new Set<number>();
  readonly #children = new Map<number, ChildProcess>();

  private constructor(ports: readonly number[], env: NodeJS.ProcessEnv) {
    this.ports = ports;
    this.#env = env;
  }

  static async start(size: number, env: NodeJS.ProcessEnv): Promise<Fleet> {
    const ports: number[] = [];
    while (ports.length < size) ports.push(await freePort());
    const fleet = new Fleet(ports, env);
    await Promise.all(ports.map((port) => fleet.#launch(port)));
    return fleet;
  }

  /** Kills one process after the other with SIGKILL, each a pause after the last, until told to stop. */
  async killInTurn(pauseMs: number, signal: AbortSignal): Promise<void> {
    const launches: Promise<void>[] = [];
    for (;;) {
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) break;
      // The one that has been up the longest; on a slow machine others may still be starting.
      const [port] = this.#up;
      if (port === undefined) continue;
      this.kills += 1;
      launches.push(this.#restart(port));
    }
    await Promise.all(launches);
  }

  stop(): void {
    for (const child of this.#children.values()) child.kill("SIGKILL");
  }

  async #restart(port: number): Promise<void> {
    const child = this.#children.get(port);
    if (!child) return;
    this.#up.delete(port);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    await this.#launch(port);
  }

  async #launch(port: number): Promise<void> {
    const child = fork(server, [String(port)], { env: { ...process.env, ...this.#env } });
    this.#children.set(port, child);
    const ended = once(child, "exit").then(([status]) => {
      throw new Error(`A server ended with ${String(status)} before it listened.`);
    });
    // Once it is up, its end is what the test is about.
    ended.catch(() => {});
    await Promise.race([once(child, "message"), ended]);
    this.#up.add(port);
  }
}

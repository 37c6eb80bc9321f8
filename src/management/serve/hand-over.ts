import type { Worker } from "node:cluster";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { openEntrance, type Bind, type Entrance } from "../../server/index.ts";
import { CONNECTION } from "./messages.ts";

/** How long connections may wait for a worker once no more are accepted, and how often is looked, in ms. */
const LONGEST_MS = 1000;
const LOOK_MS = 5;

/**
 * Accepts all connections and hands each to a worker that has no other on its way.
 *
 * node:cluster would do so, too. But what is on its way to a worker that is killed stays open there, never answered and
 * never closed, and nobody listens while no worker lives. Here it goes to the next one: nothing has been read of it.
 */
export class HandOver {
  #entrance: Entrance | undefined;
  readonly #workers = new Set<Worker>();
  readonly #waiting: Socket[] = [];
  readonly #onTheWay = new Map<Worker, Socket>();

  /**
   * @param onError Told what kept a connection from being accepted.
   * @returns What is listened at.
   * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
   */
  async open(binds: readonly Bind[], onError: (error: Error) => void): Promise<readonly string[]> {
    const onConnection = (socket: Socket): void => {
      socket.on("error", () => socket.destroy());
      this.#waiting.push(socket);
      this.#hand();
    };
    this.#entrance = await openEntrance(binds, { onConnection, onError });
    return this.#entrance.addresses;
  }

  /** Gives the worker connections from now on. */
  add(worker: Worker): void {
    this.#workers.add(worker);
    this.#hand();
  }

  /** The worker has what was on its way to it, and can be given another. */
  taken(worker: Worker): void {
    // Closes the descriptor of this process alone.
    this.#onTheWay.get(worker)?.destroy();
    this.#onTheWay.delete(worker);
    // The others first.
    if (this.#workers.delete(worker)) this.add(worker);
  }

  /** Gives the worker no connection any more; it still takes what is on its way. */
  remove(worker: Worker): void {
    this.#workers.delete(worker);
  }

  /** Gives what is on its way to the worker, which takes nothing any more, to another. */
  lost(worker: Worker): void {
    this.remove(worker);
    const socket = this.#onTheWay.get(worker);
    this.#onTheWay.delete(worker);
    if (socket) this.#waiting.unshift(socket);
    this.#hand();
  }

  /** Accepts no more; resolves once the workers have what waited. */
  async close(): Promise<void> {
    await this.#entrance?.close();
    const latest = performance.now() + LONGEST_MS;
    while (this.#waiting.length > 0 && performance.now() < latest) await wait(LOOK_MS);
    for (const socket of this.#waiting.splice(0)) socket.destroy();
  }

  #hand(): void {
    for (const worker of this.#workers) {
      if (this.#onTheWay.has(worker)) continue;
      const socket = this.#waiting.shift();
      if (!socket) return;
      this.#onTheWay.set(worker, socket);
      // What happens to the worker is seen elsewhere.
      worker.send(CONNECTION, socket, { keepOpen: true }, () => undefined);
    }
  }
}

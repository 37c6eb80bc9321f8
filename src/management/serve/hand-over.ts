import type { Worker } from "node:cluster";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { openEntrance, type Bind, type Entrance } from "../../server/index.ts";
import { CONNECTION } from "./messages.ts";

/** How long, in ms, connections may wait for a worker after accepting stops, and the polling interval. */
const LONGEST_MS = 1000;
const LOOK_MS = 5;

/**
 * Accepts all connections and passes each to a worker that is not receiving another.
 *
 * node:cluster would pass them too. But there, a connection on its way to a worker that is killed stays open,
 * is never answered and never closed, and nobody listens while no worker is alive. Here it goes to the next
 * worker, as nothing has been read from it yet.
 */
export class HandOver {
  #entrance: Entrance | undefined;
  readonly #workers = new Set<Worker>();
  readonly #waiting: Socket[] = [];
  readonly #onTheWay = new Map<Worker, Socket>();

  /**
   * @param onError Receives errors of accepting a connection.
   * @returns The addresses it listens on.
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

  /** Passes connections to the worker from now on. */
  add(worker: Worker): void {
    this.#workers.add(worker);
    this.#hand();
  }

  /** The worker has received its connection and can be given another. */
  taken(worker: Worker): void {
    // Closes only this process's descriptor.
    this.#onTheWay.get(worker)?.destroy();
    this.#onTheWay.delete(worker);
    // Move it to the end, so that the others come first.
    if (this.#workers.delete(worker)) this.add(worker);
  }

  /** Passes no more connections to the worker; it still takes the one on its way. */
  remove(worker: Worker): void {
    this.#workers.delete(worker);
  }

  /** Passes the connection on its way to this worker, which takes no more, to another one. */
  lost(worker: Worker): void {
    this.remove(worker);
    const socket = this.#onTheWay.get(worker);
    this.#onTheWay.delete(worker);
    if (socket) this.#waiting.unshift(socket);
    this.#hand();
  }

  /** Stops accepting; resolves once the workers have all waiting connections. */
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
      // Errors of the worker are handled elsewhere.
      worker.send(CONNECTION, socket, { keepOpen: true }, () => undefined);
    }
  }
}

/**
 * One site in several processes of node:cluster: any worker answers for all. It asks the primary process, which asks
 * each worker. Counts of workers that have ended are kept.
 */
import cluster, { type Worker } from "node:cluster";
import { mergeFamilies, type Family } from "./families.ts";

/** Longest wait for a worker, in ms: a stuck one must not hold back the others' figures. */
const PATIENCE = 1000;
/** How often a worker reports its counts in case it dies, in ms. */
const EVERY = 5000;

interface Message {
  readonly mkweb: "metrics-wanted" | "metrics-ask" | "metrics-told" | "metrics";
  readonly id?: number;
  readonly families?: readonly Family[];
}

let asked = 0;

/**
 * For a worker: sends its counts to the primary process, on request and regularly.
 *
 * @returns Stops reporting. Until then its listener keeps the worker alive.
 */
export function reportCounts(snapshot: () => readonly Family[]): () => void {
  if (!cluster.isWorker) return () => undefined;
  const tell = (id?: number): void => {
    const message: Message = {
      mkweb: "metrics-told",
      families: snapshot(),
      ...(id !== undefined && { id }),
    };
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const listen = (message: unknown): void => {
    if (isOurs(message, "metrics-ask")) tell(message.id);
  };
  const timer = setInterval(() => tell(), EVERY).unref();
  process.on("message", listen);
  return () => {
    tell();
    clearInterval(timer);
    process.off("message", listen);
  };
}

/** Returns the metrics of all workers, or of this process alone if there are none or nobody answers. */
export async function allFamilies(snapshot: () => readonly Family[]): Promise<readonly Family[]> {
  const send = cluster.isWorker && process.connected ? process.send?.bind(process) : undefined;
  if (!send) return snapshot();
  const id = (asked += 1);
  return new Promise((resolve) => {
    const end = (families: readonly Family[]): void => {
      clearTimeout(timer);
      process.off("message", listen);
      resolve(families);
    };
    const listen = (message: unknown): void => {
      if (isOurs(message, "metrics") && message.id === id) end(message.families ?? []);
    };
    const timer = setTimeout(() => end(snapshot()), 2 * PATIENCE);
    process.on("message", listen);
    send({ mkweb: "metrics-wanted", id } satisfies Message);
  });
}

/**
 * For the primary process: adds up what its workers count and answers those that ask.
 *
 * @example
 * addUpWorkers(); // before the first process forks its workers
 */
export function addUpWorkers(): void {
  const latest = new Map<number, readonly Family[]>();
  const waiting = new Map<number, (families: readonly Family[]) => void>();
  let gone: readonly Family[] = [];

  const ask = (worker: Worker): Promise<readonly Family[]> =>
    new Promise((resolve) => {
      const id = (asked += 1);
      const end = (families: readonly Family[]): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(families);
      };
      const timer = setTimeout(() => end(latest.get(worker.id) ?? []), PATIENCE);
      waiting.set(id, end);
      worker.send({ mkweb: "metrics-ask", id } satisfies Message, () => undefined);
    });
  const answer = async (worker: Worker, id: number): Promise<void> => {
    const workers = Object.values(cluster.workers ?? {}).filter((each) => each !== undefined);
    const connected = workers.filter((each) => each.isConnected());
    const all = await Promise.all(connected.map((each) => ask(each)));
    const families = mergeFamilies([...all, gone]);
    if (worker.isConnected()) worker.send({ mkweb: "metrics", id, families }, () => undefined);
  };
  cluster.on("message", (worker, message: unknown) => {
    if (isOurs(message, "metrics-told")) {
      latest.set(worker.id, message.families ?? []);
      if (message.id !== undefined) waiting.get(message.id)?.(message.families ?? []);
    } else if (isOurs(message, "metrics-wanted") && message.id !== undefined) {
      void answer(worker, message.id);
    }
  });
  cluster.on("exit", (worker) => {
    const last = latest.get(worker.id) ?? [];
    latest.delete(worker.id);
    gone = mergeFamilies([gone, last.filter(({ type }) => type !== "gauge")]);
  });
}

function isOurs<Kind extends Message["mkweb"]>(
  message: unknown,
  kind: Kind,
): message is Message & { readonly mkweb: Kind } {
  return typeof message === "object" && message !== null && Reflect.get(message, "mkweb") === kind;
}

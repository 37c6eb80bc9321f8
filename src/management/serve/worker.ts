import cluster from "node:cluster";
import { Socket } from "node:net";
import type { CommandContext } from "../../command/index.ts";
import type { Project } from "../../conf/index.ts";
import type { HandedOver } from "../../server/index.ts";
import { CONNECTION, STOP, toFailure, type WorkerMessage, type WorkerTask } from "./messages.ts";
import { serveHere } from "./server-process.ts";

/** Serves as one of several processes, until it or the primary is told to stop, or the primary is gone. */
export async function serveAsWorker(
  { accessLog, checks }: WorkerTask,
  context: CommandContext<Project>,
): Promise<void> {
  const tell = (message: WorkerMessage): void => void process.send?.(message);
  let isReady = false;
  try {
    await serveHere(
      {
        from: { connections: handedOver(tell) },
        accessLog,
        checks,
        signal: AbortSignal.any([context.signal, toldToStop()]),
        onReady: () => {
          isReady = true;
          tell({ ready: true });
        },
        onFault: () => tell({ ends: "ends because of an uncaught error" }),
      },
      context,
    );
  } catch (error) {
    if (isReady) throw error;
    // The primary reports it.
    tell(toFailure(error, context.cwd));
  } finally {
    // The channel would keep the process alive.
    if (process.connected) process.disconnect();
  }
}

/**
 * The connections that the primary accepted. The primary hears of each at once, so that connections a killed
 * process has not taken go to another.
 */
function handedOver(tell: (message: WorkerMessage) => void): HandedOver {
  return (take) => {
    const listener = (message: unknown, socket: unknown): void => {
      if (message !== CONNECTION) return;
      tell({ took: true });
      // There is no socket if the client has already gone.
      if (socket instanceof Socket) take(socket);
    };
    process.on("message", listener);
    return () => process.off("message", listener);
  };
}

function toldToStop(): AbortSignal {
  const controller = new AbortController();
  // Otherwise Node kills it with running requests when the primary is gone.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
  process.once("disconnect", () => controller.abort());
  process.on("message", (message) => {
    if (message === STOP) controller.abort();
  });
  return controller.signal;
}

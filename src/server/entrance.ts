import { createServer, type Server, type Socket } from "node:net";
import { addressOf, listenOn, openAll, type Bind } from "./socket/bind.ts";
import { quiet } from "./socket/drain.ts";

/** Where connections come in that other processes answer. */
export interface Entrance {
  /** As `addresses` of {@link Serving}. */
  readonly addresses: readonly string[];
  /** Resolves once no connection is accepted any more; those that waited have been. */
  close(): Promise<void>;
}

export interface EntranceOptions {
  /** Called with each connection, of which nothing has been read. */
  readonly onConnection: (socket: Socket) => void;
  /** Called when one could not be accepted, for want of descriptors say. */
  readonly onError: (error: Error) => void;
}

/** What the door's function of this name says. */
export async function openEntrance(
  binds: readonly Bind[],
  { onConnection, onError }: EntranceOptions,
): Promise<Entrance> {
  const listen = async (bind: Bind): Promise<{ server: Server; address: string }> => {
    // Of the options of node:http's servers, this one has to be set by who accepts.
    const server = createServer({ pauseOnConnect: true, noDelay: true }, onConnection);
    await listenOn(server, bind);
    server.on("error", onError);
    return { server, address: addressOf(server, bind) };
  };
  const doors = await openAll(binds, listen);
  return {
    addresses: doors.map(({ address }) => address),
    async close() {
      const closing = doors.map(async ({ server }) => {
        await quiet(server);
        server.close();
      });
      await Promise.all(closing);
    },
  };
}

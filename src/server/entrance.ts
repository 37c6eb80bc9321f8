import { createServer, type Server, type Socket } from "node:net";
import { addressOf, listenOn, openAll, type Bind } from "./socket/bind.ts";
import { quiet } from "./socket/drain.ts";

/** Accepts connections that other processes answer. */
export interface Entrance {
  /** As `addresses` of {@link Serving}. */
  readonly addresses: readonly string[];
  /** Stops accepting; resolves once all waiting connections were accepted. */
  close(): Promise<void>;
}

export interface EntranceOptions {
  /** Called with each connection, from which nothing has been read. */
  readonly onConnection: (socket: Socket) => void;
  /** Called if a connection could not be accepted, for example for lack of descriptors. */
  readonly onError: (error: Error) => void;
}

/** Implements the function of the same name in door.ts. */
export async function openEntrance(
  binds: readonly Bind[],
  { onConnection, onError }: EntranceOptions,
): Promise<Entrance> {
  const listen = async (bind: Bind): Promise<{ server: Server; address: string }> => {
    // The only option of node:http's servers that the accepting process must set.
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

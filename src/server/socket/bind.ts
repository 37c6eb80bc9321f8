import { once } from "node:events";
import { lstat, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { MkwebError } from "../../errors.ts";
import { errorCodeOf, hasErrorCode } from "../../platform/index.ts";

/** An address to listen on: host and port, a Unix socket, or an inherited socket. */
export type Bind =
  | {
      readonly host: string;
      /** 0 for any free port. */
      readonly port: number;
    }
  | {
      /** Path of the socket. One left by a killed server is replaced. */
      readonly path: string;
    }
  | {
      /** Number of a listening descriptor. */
      readonly fd: number;
    };

/**
 * Listens; resolves once it does.
 *
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 */
export async function listenOn(server: Server, bind: Bind): Promise<void> {
  if ("path" in bind) await removeStale(bind.path);
  // As for a local address, access is controlled elsewhere: by the folder.
  const forAll = "path" in bind ? { readableAll: true, writableAll: true } : {};
  server.listen({ ...bind, ...forAll });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw listenError(bind, cause);
  }
}

/**
 * Opens several servers, or none.
 *
 * @throws The error of the one that could not be opened.
 */
export async function openAll<T extends { readonly server: Server }>(
  binds: readonly Bind[],
  listen: (bind: Bind) => Promise<T>,
): Promise<readonly T[]> {
  const opened = await Promise.allSettled(binds.map(async (bind) => listen(bind)));
  const doors = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = opened.find((each) => each.status === "rejected");
  if (!failed) return doors;
  for (const { server } of doors) server.close();
  throw failed.reason;
}

/**
 * Checks that an address is available, and chooses a port if any free one is requested.
 *
 * @throws {MkwebError} As {@link listenOn}.
 */
export async function probe(bind: Bind): Promise<Bind> {
  if ("fd" in bind) return bind;
  const server = createServer();
  await listenOn(server, bind);
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return "port" in bind ? { ...bind, port } : bind;
}

/** 0 if there is none. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** `http://127.0.0.1:8000/`, `unix:/run/site.sock`, `fd:3`. */
export function addressOf(server: Server, bind: Bind): string {
  if ("path" in bind) return `unix:${bind.path}`;
  const address = server.address();
  if (typeof address === "string") return `unix:${address}`;
  // A worker does not know the path of an inherited Unix socket.
  if (!address || !("port" in address)) return "fd" in bind ? `fd:${bind.fd}` : "";
  const host = "host" in bind ? bind.host : address.address;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/`;
}

/** Removes the socket of a killed server, but not that of a running one. */
async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket()) {
    throw new MkwebError(
      "MKWEB_CANNOT_LISTEN",
      `A file already exists at the socket's path: ${path}.`,
      {
        hint: "Nothing was changed. Choose another path, or remove the file.",
        files: [path],
      },
    );
  }
  if (await answers(path)) throw inUse(path, "another path");
  await unlink(path).catch(() => undefined);
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch (error) {
    // Not refused: a server that is inaccessible or overloaded still is one.
    return !hasErrorCode(error, "ECONNREFUSED", "ENOENT");
  } finally {
    socket.destroy();
  }
}

function listenError(bind: Bind, cause: unknown): unknown {
  const code = errorCodeOf(cause) ?? "";
  const place =
    "path" in bind ? bind.path : "fd" in bind ? `fd:${bind.fd}` : `${bind.host}:${bind.port}`;
  if (code === "EADDRINUSE") {
    return inUse(place, "port" in bind ? `another port: ${bind.port + 1}` : "another path", cause);
  }
  const reason = reasons["port" in bind ? "address" : "fd" in bind ? "fd" : "path"][code];
  if (reason === undefined) return cause;
  return new MkwebError("MKWEB_CANNOT_LISTEN", `${reason} (${place})`, {
    hint: "port" in bind ? "Choose another address or port." : "Choose another place to listen.",
    cause,
  });
}

const reasons: Readonly<Record<"address" | "path" | "fd", Readonly<Record<string, string>>>> = {
  address: {
    EACCES: "You don't have permission to access that port.",
    EADDRNOTAVAIL: "That IP address can't be assigned to.",
    ENOTFOUND: "That host name is not known.",
  },
  path: {
    EACCES: "The socket's folder does not exist, or you may not write to it.",
    EINVAL: "The socket's path is too long.",
    ENAMETOOLONG: "The socket's path is too long.",
  },
  fd: {
    EBADF: "No open descriptor has that number.",
    EINVAL: "That descriptor is not a listening socket.",
    ENOTSOCK: "That descriptor is not a socket.",
  },
};

function inUse(place: string, other: string, cause?: unknown): MkwebError {
  const what = place.startsWith("/") ? "socket" : "port";
  return new MkwebError("MKWEB_PORT_IN_USE", `That ${what} is already in use: ${place}.`, {
    hint: `Stop the other server, or choose ${other}.`,
    cause,
  });
}

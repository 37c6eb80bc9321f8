import { env } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { probe, type Bind } from "./socket/bind.ts";

/** Addresses for a server to listen on. */
export interface Places {
  /** Default: the environment variable HOST, or `127.0.0.1`. */
  readonly host?: string;
  /** 0 for any free port. Default: the environment variable PORT, or 8000. */
  readonly port?: number;
  /** Addresses, Unix sockets and inherited descriptors to listen on instead of `host` and `port`. */
  readonly binds?: readonly Bind[];
}

/** Implements the function of the same name in door.ts. */
export async function reserve(options: Places = {}): Promise<readonly Bind[]> {
  const binds: Bind[] = [];
  for (const bind of bindsOf(options)) binds.push(await probe(bind));
  return binds;
}

export function bindsOf({ host, port, binds }: Places): readonly Bind[] {
  return (
    binds ?? [
      { host: host ?? env("HOST", "127.0.0.1"), port: port ?? readPort(env("PORT", "8000")) },
    ]
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new MkwebError(
    "MKWEB_CANNOT_LISTEN",
    `PORT is not a port number: ${JSON.stringify(text)}.`,
    {
      hint: "Set PORT to a number from 0 to 65535.",
    },
  );
}

import { env } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { probe, type Bind } from "./socket/bind.ts";

/** Where a server listens. */
export interface Places {
  /** Default: HOST of the environment, or `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes any free one. Default: PORT of the environment, or 8000. */
  readonly port?: number;
  /** Where to listen instead of `host` and `port`: any number of addresses, Unix sockets and inherited descriptors. */
  readonly binds?: readonly Bind[];
}

/** What the door's function of this name says. */
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
  throw new MkwebError("MKWEB_CANNOT_LISTEN", `PORT is no port number: ${JSON.stringify(text)}.`, {
    hint: "Set PORT to a number from 0 to 65535.",
  });
}

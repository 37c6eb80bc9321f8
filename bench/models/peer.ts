/**
 * The process of one peer: does what it is asked on stdin, a line of JSON each, and answers the CPU it took or a
 * digest of what it saw.
 *
 * Arguments: the peer, the SQLite file or PostgreSQL URL, and `serve`, `unit30` or `firstQuery`.
 */
import { createInterface } from "node:readline";
import { digest } from "./digest.ts";
import type { Operation } from "./operations.ts";
import type { OpenPeer } from "./peers/peer.ts";

export interface Request {
  readonly operation: Operation;
  /** The first turn, and how many. */
  readonly from: number;
  readonly turns: number;
  /** Asks for what one turn sees, or does, instead of its time. */
  readonly digest?: boolean;
  /** Whether there is an answer to look at. */
  readonly reads?: boolean;
}

/** Microseconds, of all turns. */
export interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

const [, , name = "", address = "", task = ""] = process.argv;
const { open }: { open: OpenPeer } = await import(`./peers/${name}.ts`);
const peer = await open(address);
if (task === "serve") await serve();
else if (task === "unit30") {
  const before = process.cpuUsage();
  await peer.unit30();
  console.log(total(process.cpuUsage(before)));
} else {
  await peer.operations.get(0);
  console.log(total(process.cpuUsage()));
}
await peer.close();

async function serve(): Promise<void> {
  console.log(JSON.stringify("ready"));
  for await (const line of createInterface({ input: process.stdin })) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- measure.ts writes the lines.
    const request = JSON.parse(line) as Request;
    console.log(JSON.stringify(await (request.digest ? seen(request) : spend(request))));
  }
}

async function spend({ operation, from, turns }: Request): Promise<Spent> {
  const work = peer.operations[operation];
  const before = process.cpuUsage();
  const start = performance.now();
  for (let turn = from; turn < from + turns; turn += 1) await work(turn);
  return { cpu: total(process.cpuUsage(before)), wall: (performance.now() - start) * 1000 };
}

async function seen({ operation, from, reads }: Request): Promise<unknown> {
  const answer = await peer.operations[operation](from);
  if (!reads) return null;
  return digest(peer.plain ? await peer.plain(operation, answer) : answer);
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

/** Asks the peers in turn: first whether they do the same, then for the time that takes them. */
import type { Operation, PeerName } from "./operations.ts";
import type { PeerProcess } from "./peer-process.ts";
import type { Tables } from "./tables.ts";

export interface Contender {
  readonly name: PeerName;
  readonly process: PeerProcess;
  readonly tables: Tables;
}

/** Microseconds of CPU for one operation. */
export type Costs = Partial<Record<PeerName, number>>;

/** Wall-clock microseconds that a round of a peer is to take, a peer warms up for, and how many rounds count. */
const ROUND = 20_000;
const WARM_UP = 400_000;
const ROUNDS = 16;
/** Rounds of warming up, however long one takes: what takes longer than a round is warm after that. */
const WARM_ROUNDS = 4;

const WRITES: ReadonlySet<Operation> = new Set<Operation>([
  "update",
  "queryset-update",
  "insert",
  "bulk10k",
  "cascade",
  "transaction",
]);

/**
 * The least of many short rounds, in which the peers take turns: what else runs on the machine only ever adds.
 *
 * @throws {Error} The peers do not do the same.
 */
export async function measure(
  operation: Operation,
  contenders: readonly Contender[],
): Promise<Costs> {
  await refuseDifferent(operation, contenders);
  const rounds = contenders.map((each): Round => ({ ...each, turns: 1, next: 2 }));
  for (const round of rounds) round.turns = await warm(operation, round);
  const costs: Costs = {};
  for (let done = 0; done < ROUNDS; done += 1) {
    for (const round of rounds) {
      const { cpu } = await spend(operation, round);
      costs[round.name] = Math.min(costs[round.name] ?? Infinity, cpu / round.turns);
    }
  }
  return costs;
}

interface Round extends Contender {
  turns: number;
  next: number;
}

/** Runs a peer until it is warm, and answers how many turns a round of it has. */
async function warm(operation: Operation, round: Round): Promise<number> {
  let total = 0;
  for (let done = 0; total < WARM_UP || done < WARM_ROUNDS; done += 1) {
    const { wall } = await spend(operation, round);
    total += wall;
    const fitting = Math.max(1, Math.round((ROUND / wall) * round.turns));
    round.turns = Math.min(fitting, round.turns * 10);
  }
  return round.turns;
}

async function spend(operation: Operation, round: Round): Promise<{ cpu: number; wall: number }> {
  const { turns, next: from, tables, process } = round;
  if (WRITES.has(operation) || operation === "getOrCreate") {
    await tables.reset(operation, from, turns);
  }
  round.next += turns;
  return process.spend({ operation, from, turns });
}

async function refuseDifferent(
  operation: Operation,
  contenders: readonly Contender[],
): Promise<void> {
  let expected: string | undefined;
  for (const { name, process, tables } of contenders) {
    await tables.reset(operation, 1, 1);
    const before = await tables.contents();
    const seen = await process.digest(operation, !WRITES.has(operation));
    const found = `${seen}, tables from ${before} to ${await tables.contents()}`;
    expected ??= found;
    if (found !== expected) {
      throw new Error(`${operation}: ${name} does ${found}, the first peer ${expected}.`);
    }
    await tables.reset(operation, 1, 0);
  }
}

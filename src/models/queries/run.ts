import * as statements from "../../query/index.ts";
import type { Plan } from "../../query/index.ts";
import { TransactionManagementError, type Connection } from "../../connections/index.ts";
import { aliasForRead, connectionFor } from "../databases.ts";
import { prefetchInto } from "./prefetching.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { cacheRelated } from "../instances/related-cache.ts";
import type { RawRows } from "../rows/part.ts";
import { objectReader } from "../rows/reader.ts";
import { valueReader } from "../rows/values.ts";
import type { Source } from "./source.ts";

/** Converts a row of the plan to a result of the query set. */
type Read = (rows: RawRows) => unknown[];

/** Reads the rows of a query set. */
export async function readRows(source: Source): Promise<unknown[]> {
  const connection = connectionOf(source);
  const prepared = statements.prepare(source.query, "rows", connection.vendor);
  requireBlock(prepared.plan, connection);
  const { plan, rows } = await statements.send(prepared, connection);
  const found = readerOf(plan, source, connection)(rows);
  if (source.known && source.shape === "objects") noteKnown(found as ModelBase[], source.known);
  return found;
}

/** Sets on rows what a related manager knows: the object that they belong to. */
function noteKnown(objects: readonly ModelBase[], known: Readonly<Record<string, object>>): void {
  for (const [name, value] of Object.entries(known)) {
    for (const object of objects) cacheRelated(object, name, value);
  }
}

/** Yields the rows one by one, reading pieces and prefetching relations for each piece. */
export async function* runIterator(source: Source, size: number): AsyncGenerator {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError("Chunk size must be strictly positive.");
  const connection = connectionOf(source);
  const { plan, params } = statements.prepare(source.query, "rows", connection.vendor);
  if (plan.isEmpty) return;
  const read = readerOf(plan, source, connection);
  for await (const rows of connection.iterate(plan.sql, await statements.settled(params), size)) {
    const found = read(rows);
    if (source.prefetches.length > 0) {
      await prefetchInto(found as object[], source.prefetches, source.alias);
    }
    yield* found;
  }
}

export function runCount(source: Source): Promise<number> {
  return statements.countRows(source.query, connectionOf(source));
}

export function runExists(source: Source): Promise<boolean> {
  return statements.hasRows(source.query, connectionOf(source));
}

export function runAggregate(
  source: Source,
  aggregates: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  return statements.aggregate(source.query, aggregates, connectionOf(source));
}

/** Returns the connection that a query set reads from. */
export function connectionOf({ alias, info, instance }: Source): Connection {
  return connectionFor(alias ?? aliasForRead(info, instance));
}

/** Readers by kind of database, which share one plan. */
type Readers = Map<string, Read>;

function readerOf(plan: Plan, source: Source, connection: Connection): Read {
  const { info, query, shape } = source;
  const readers = (plan.reader ??= new Map()) as Readers;
  const key = `${shape} ${connection.alias}`;
  const known = readers.get(key);
  if (known) return known;
  const made =
    shape === "objects"
      ? objectReader(info, query.names.relations, plan.columns, connection)
      : valueReader(plan, connection.vendor, shape);
  readers.set(key, made);
  return made;
}

/** Locks last until the end of the transaction, so they need one. */
function requireBlock({ locks }: Plan, { inAtomicBlock }: Connection): void {
  if (!locks || inAtomicBlock) return;
  throw new TransactionManagementError(
    "selectForUpdate() cannot be used outside of a transaction: use atomic().",
  );
}

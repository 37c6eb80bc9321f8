import { AsyncLocalStorage } from "node:async_hooks";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Connection, Kysely } from "../connections/index.ts";
import { activeModels, type Models } from "./models.ts";

interface Unit {
  readonly models: Models | undefined;
  open?: OpenUnit;
}

/** A unit of work that has begun. */
export interface OpenUnit {
  readonly em: SqlEntityManager;
  readonly connection: Connection;
  /**
   * Whether code outside has got hold of the EntityManager: what it sets there, filters and transactions
   * of its own among it, holds for everything that follows in this unit.
   */
  isShared: boolean;
}

const units = new AsyncLocalStorage<Unit>();
/** What is used outside every unit of work: in commands, the shell, scripts. */
const outside = new WeakMap<Models, Unit>();

/**
 * Runs `work`, a request's for example, with an EntityManager of its own: each row is one object there,
 * and nothing is seen that another request has not saved.
 */
export function unitOfWork<T>(work: () => T, models?: Models): T {
  return units.run({ models }, work);
}

/**
 * Begins a unit of work for all that follows in this turn of the event loop and from it. For a server,
 * whose turns end with the request: {@link unitOfWork} also goes back to what was before, which takes
 * longer.
 */
export function beginUnitOfWork(models: Models): void {
  units.enterWith({ models });
}

/** Lets go of the objects found and saved outside every unit of work, as when the rows were replaced. */
export function forgetObjects(models: Models): void {
  outside.get(models)?.open?.em.clear();
}

/** The unit of work going on. */
export async function currentUnit(): Promise<OpenUnit> {
  const inside = units.getStore();
  if (inside?.open) return inside.open;
  const models = inside?.models ?? (await activeModels());
  const unit = inside ?? outside.get(models) ?? { models };
  if (!inside) outside.set(models, unit);
  if (unit.open) return unit.open;
  const orm = await models.orm();
  return (unit.open ??= { em: orm.em.fork(), connection: models.connection, isShared: false });
}

/** Whether rows may be read and written without asking the EntityManager: nothing was set there. */
export function isDirect({ em, isShared }: OpenUnit): boolean {
  return !isShared && em.getEventManager().getSubscribers().size === 0;
}

/** MikroORM's EntityManager of the request going on, for what `objects` does not offer. */
export async function entityManager(): Promise<SqlEntityManager> {
  const unit = await currentUnit();
  unit.isShared = true;
  return unit.em;
}

/**
 * Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. Inside another
 * it is a savepoint. After a roll-back, objects that were read or saved inside are to be read anew.
 */
export async function atomic<T>(work: () => Promise<T>): Promise<T> {
  const { connection, em } = await currentUnit();
  try {
    return await connection.transaction(work);
  } catch (error) {
    em.clear();
    throw error;
  }
}

/** Kysely on the same connection and in the same transaction, for joins, aggregates and the rest of SQL. */
export async function kysely<Tables>(): Promise<Kysely<Tables>> {
  return (await currentUnit()).em.getKysely() as unknown as Kysely<Tables>;
}

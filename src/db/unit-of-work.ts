import { AsyncLocalStorage } from "node:async_hooks";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Kysely } from "../connections/index.ts";
import { activeModels, type Models } from "./models.ts";

interface Unit {
  readonly models: Models | undefined;
  em?: SqlEntityManager;
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

/** Lets go of the objects found and saved outside every unit of work, as when the rows were replaced. */
export function forgetObjects(models: Models): void {
  outside.get(models)?.em?.clear();
}

/** MikroORM's EntityManager of the request going on, for what `objects` does not offer. */
export async function entityManager(): Promise<SqlEntityManager> {
  const inside = units.getStore();
  const models = inside?.models ?? (await activeModels());
  const unit = inside ?? outside.get(models) ?? { models };
  if (!inside) outside.set(models, unit);
  if (unit.em) return unit.em;
  const orm = await models.orm();
  return (unit.em ??= orm.em.fork());
}

/**
 * Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. Inside another
 * it is a savepoint. After a roll-back, objects that were read or saved inside are to be read anew.
 */
export async function atomic<T>(work: () => Promise<T>): Promise<T> {
  const { connection } = units.getStore()?.models ?? (await activeModels());
  const em = await entityManager();
  try {
    return await connection.transaction(work);
  } catch (error) {
    em.clear();
    throw error;
  }
}

/** Kysely on the same connection and in the same transaction, for joins, aggregates and the rest of SQL. */
export async function kysely<Tables>(): Promise<Kysely<Tables>> {
  return (await entityManager()).getKysely() as unknown as Kysely<Tables>;
}

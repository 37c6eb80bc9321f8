import type { EntityClass, EntityMetadata, FindOptions, Loaded } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { schemaOf } from "./definitions.ts";
import { findDirectly } from "./direct/find.ts";
import { deleteRows, type Deleted } from "./delete.ts";
import { DoesNotExist, MultipleObjectsReturned } from "./exceptions.ts";
import { and, Combined, not } from "./lookups.ts";
import { setMoments } from "./moments.ts";
import { saveObject } from "./save.ts";
import type { NewData, NewDataBut } from "./instance.ts";
import { atomic, currentUnit, isDirect, type OpenUnit } from "./unit-of-work.ts";
import { toFilter, type Where } from "./where.ts";

/** Order, limits, and the relations to load along: MikroORM's options of these names. */
export type ListOptions<T, Hint extends string = never> = Pick<
  FindOptions<T, Hint>,
  "orderBy" | "limit" | "offset" | "populate"
>;

/** An object as a query answers it, with the relations that were asked for. */
export type Found<T, Hint extends string = never> = Loaded<T, Hint>;

/** Rows fetched to tell how many there are when `get` should have found one; as in Django. */
const MAX_GET_RESULTS = 21;

/** `Model.objects`: the verbs of Django's managers and query sets. */
export class Manager<T extends object, Known extends PropertyKey = never> {
  readonly model: EntityClass<T>;
  readonly #scope: object | undefined;

  constructor(model: EntityClass<T>, scope?: object) {
    this.model = model;
    this.#scope = scope;
  }

  /** A manager of those rows only; what it creates gets the same values. Django's `question.choice_set`. */
  of<const Scope extends Where<T>>(scope: Scope): Manager<T, Known | keyof Scope> {
    return new Manager(this.model, Object.assign({}, this.#scope, scope));
  }

  /** Every row. Templates call it too: `{% for choice in question.choiceSet.all %}`. */
  all<Hint extends string = never>(options: ListOptions<T, Hint> = {}): Promise<Loaded<T, Hint>[]> {
    return this.#find({}, options);
  }

  filter<Hint extends string = never>(
    where: Where<T>,
    options?: ListOptions<T, Hint>,
  ): Promise<Loaded<T, Hint>[]> {
    return this.#find(where, options);
  }

  exclude<Hint extends string = never>(
    where: Where<T>,
    options?: ListOptions<T, Hint>,
  ): Promise<Loaded<T, Hint>[]> {
    return this.#find(not(where), options);
  }

  /** The first row, or `undefined`. */
  async first<Hint extends string = never>(
    where: Where<T> = {},
    options?: ListOptions<T, Hint>,
  ): Promise<Loaded<T, Hint> | undefined> {
    return (await this.#find(where, { ...options, limit: 1 }))[0];
  }

  /** @throws {DoesNotExist} No row matches. {@link MultipleObjectsReturned}: more than one does. */
  async get<Hint extends string = never>(
    where: Where<T>,
    options?: Pick<ListOptions<T, Hint>, "populate">,
  ): Promise<Loaded<T, Hint>> {
    const found = await this.#find(where, { ...options, limit: MAX_GET_RESULTS });
    const [first] = found;
    if (!first) throw new DoesNotExist(this.model.name);
    if (found.length > 1) {
      const count = found.length < MAX_GET_RESULTS ? String(found.length) : "more than 20";
      throw new MultipleObjectsReturned(this.model.name, count);
    }
    return first;
  }

  async count(where: Where<T> = {}): Promise<number> {
    const { em } = await currentUnit();
    return em.count(this.model, this.#filter(em, where));
  }

  async exists(where: Where<T> = {}): Promise<boolean> {
    return (await this.count(where)) > 0;
  }

  async create(data: NewDataBut<T, Known>): Promise<T> {
    const created = Reflect.construct(this.model, [{ ...this.#scope, ...data }]);
    await saveObject(created, await currentUnit());
    return created;
  }

  /** The row that matches, or a new one; and whether it is new. */
  async getOrCreate(
    where: Where<T>,
    data: NewDataBut<T, Known>,
  ): Promise<readonly [object: T, created: boolean]> {
    return atomic(async () => {
      const found = await this.first(where);
      return found ? [found, false] : [await this.create(data), true];
    });
  }

  /** Changes the row that matches, or creates one; and whether it is new. */
  async updateOrCreate(
    where: Where<T>,
    data: NewDataBut<T, Known>,
  ): Promise<readonly [object: T, created: boolean]> {
    return atomic(async () => {
      const found = await this.first(where);
      if (!found) return [await this.create(data), true];
      Object.assign(found, data);
      await saveObject(found, await currentUnit());
      return [found, false];
    });
  }

  /** Creates many rows with few statements. */
  async bulkCreate(rows: readonly NewDataBut<T, Known>[]): Promise<T[]> {
    const { em } = await currentUnit();
    const created: T[] = rows.map((data) =>
      Reflect.construct(this.model, [{ ...this.#scope, ...data }]),
    );
    for (const each of created) setMoments(each, true);
    await em.persist(created).flush();
    return created;
  }

  /** Sets fields of every row that matches, in one statement. @returns How many rows matched. */
  async update(where: Where<T>, values: Partial<NewData<T>>): Promise<number> {
    const { em } = await currentUnit();
    return em.nativeUpdate(this.model, this.#filter(em, where), values as never);
  }

  /** Deletes every row that matches and what belongs to it with `onDelete: "cascade"`. */
  async delete(where: Where<T>): Promise<Deleted> {
    const { em } = await currentUnit();
    const meta = this.#meta(em);
    const primary = String(meta.primaryKeys[0]);
    const found = await this.values(where, [primary as never]);
    return deleteRows(
      em,
      meta,
      found.map((row) => Reflect.get(row, primary)),
    );
  }

  /** Plain objects of some fields. */
  async values<Field extends keyof T & string>(
    where: Where<T>,
    names: readonly Field[],
    options: Omit<ListOptions<T>, "populate"> = {},
  ): Promise<Pick<T, Field>[]> {
    const em = (await currentUnit()).em.fork({ clear: true });
    const filter = this.#filter(em, where);
    const rows = await em.find(this.model, filter, { ...options, fields: names as never });
    return rows.map((row) => {
      const entries = names.map((name) => [name, Reflect.get(row, name)]);
      return Object.fromEntries(entries);
    });
  }

  async #find<Hint extends string>(
    where: Where<T>,
    options: ListOptions<T, Hint> = {},
  ): Promise<Loaded<T, Hint>[]> {
    const unit = await currentUnit();
    const direct = this.#findDirectly(unit, where, options);
    if (direct) return direct as never;
    return unit.em.find(this.model, this.#filter(unit.em, where), options as never) as never;
  }

  #findDirectly(
    unit: OpenUnit,
    where: object,
    { limit, ...others }: ListOptions<T, string>,
  ): Promise<readonly object[]> | undefined {
    if (!isDirect(unit) || where instanceof Combined) return undefined;
    if (Object.values(others).some((option) => option !== undefined)) return undefined;
    const conditions = this.#scope === undefined ? [where] : [this.#scope, where];
    return findDirectly(unit, this.#meta(unit.em), conditions, limit);
  }

  #filter(em: SqlEntityManager, where: Where<T>): never {
    return toFilter(this.#narrow(where), this.#meta(em)) as never;
  }

  #narrow(where: object): object {
    return this.#scope === undefined ? where : and<object>(this.#scope, where);
  }

  #meta(em: SqlEntityManager): EntityMetadata {
    const schema = schemaOf(this.model);
    const meta = em.getMetadata().find(schema?.meta.class ?? this.model);
    if (meta) return meta;
    throw new TypeError(
      `${this.model.name} belongs to no installed app. Export it from the models.ts of an app of INSTALLED_APPS.`,
    );
  }
}

/** For a model with methods of its own: `static override readonly objects = objects(Question)`. */
export function objects<T extends object>(model: new (...args: never[]) => T): Manager<T> {
  return new Manager(model);
}

import type { ModelBase } from "../instances/model-base.ts";
import { knownStateOf } from "../instances/model-base.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { refuseOthers } from "../queries/refuse-others.ts";
import { fillQuerySet, querySetOf, type QuerySet } from "../queries/query-set.ts";
import { sourceOf, type Source } from "../queries/source.ts";
import type { Id, ModelOf, New, RowOf } from "../types/row.ts";
import type { Rest, UpdateOrCreateRest } from "../types/writing.ts";
import { GenericSide } from "./generic-side.ts";
import { ManyToManySide } from "./many-to-many-side.ts";
import { ReverseSide } from "./reverse-side.ts";
import {
  optionNames,
  withOptions,
  type AnySet,
  type Data,
  type Found,
  type Side,
  type WriteOptions,
} from "./side.ts";

/**
 * The objects of a relation to many, `author.books` or `book.genres`: a query set that can also add and remove. Django's
 * related managers.
 *
 * `F` is the other model's foreign key to this one, which `create` sets by itself.
 */
export interface RelatedManager<in out M, F = never> extends Omit<
  QuerySet<M>,
  "create" | "getOrCreate" | "updateOrCreate"
> {
  /**
   * Adds objects, or rows by key: `book.genres.add(poetry, 7)`. The reverse of a foreign key accepts objects only, and
   * changes them.
   *
   * @param objects May end with {@link WriteOptions}.
   */
  add(...objects: readonly (RowOf<M> | Id<M> | WriteOptions)[]): Promise<void>;
  /** Removes objects from the relation; the reverse of a foreign key requires it to be nullable. */
  remove(...objects: readonly (RowOf<M> | Id<M> | WriteOptions)[]): Promise<void>;
  /** Removes all objects from the relation. */
  clear(options?: WriteOptions): Promise<void>;
  /** Replaces the related objects. */
  set(
    objects: readonly (RowOf<M> | Id<M>)[] | AsyncIterable<RowOf<M>>,
    options?: WriteOptions,
  ): Promise<void>;
  /** Creates, saves and adds an object. */
  create(data: Omit<New<M>, F & PropertyKey>, options?: WriteOptions): Promise<ModelOf<M>>;
  /** Returns the related row that meets the conditions or creates it, and whether it is new. */
  getOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: Rest<Omit<New<M>, K | (F & PropertyKey)>>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]>;
  /** Updates the related row that meets the conditions or creates it; returns it and whether it is new. */
  updateOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: UpdateOrCreateRest<M, K | (F & keyof New<M>)>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]>;
}

type SetClass = new (source: Source) => AnySet;

/** Returns the manager of an object's relation. @throws {ValueError} If the object is not saved. */
export function relatedManager(object: ModelBase, relation: RelationInfo): RelatedManager<object> {
  const all = everyRow(object, relation);
  const side = sideOf(object, relation, all);
  const rows = side.rows();
  const Manager = managerClass(all.constructor as SetClass);
  const prefetched = prefetchedOf(object, relation);
  const manager = new Manager(sourceOf(rows), side, prefetched);
  if (prefetched) fillQuerySet(manager, prefetched);
  return manager as never;
}

/** Returns all rows of the related model, on the object's database. */
function everyRow(object: ModelBase, { model, kind, foreignKey }: RelationInfo): AnySet {
  const all = querySetOf(model.model) as unknown as AnySet;
  const alias = knownStateOf(object)?.alias;
  const known = kind === "reverse" && foreignKey ? { known: { [foreignKey.name]: object } } : {};
  const source = {
    ...sourceOf(all),
    instance: object,
    ...known,
    ...(alias !== undefined && { alias }),
  };
  return Reflect.construct(all.constructor, [source]) as AnySet;
}

function sideOf(object: ModelBase, relation: RelationInfo, all: AnySet): Side {
  const { foreignKey, manyToMany } = relation;
  if (manyToMany) return new ManyToManySide(object, relation, manyToMany, all);
  if (foreignKey) return new ReverseSide(object, relation, foreignKey, all);
  return new GenericSide(object, relation, all);
}

function prefetchedOf(object: ModelBase, { accessor, name }: RelationInfo) {
  const found = knownStateOf(object)?.prefetched?.get(accessor ?? name);
  return Array.isArray(found) ? (found as readonly unknown[]) : undefined;
}

const classes = new WeakMap<SetClass, ReturnType<typeof makeManagerClass>>();

function managerClass(Base: SetClass): ReturnType<typeof makeManagerClass> {
  const made = classes.get(Base) ?? makeManagerClass(Base);
  classes.set(Base, made);
  return made;
}

function makeManagerClass(Base: SetClass) {
  class Manager extends Base {
    readonly #side: Side;
    readonly #prefetched: readonly unknown[] | undefined;

    constructor(source: Source, side: Side, prefetched: readonly unknown[] | undefined) {
      super(source);
      this.#side = side;
      this.#prefetched = prefetched;
    }

    override all(): this {
      const rows = super.all();
      if (this.#prefetched) fillQuerySet(rows, this.#prefetched);
      return rows;
    }

    static sideOf(manager: Manager): Side {
      return manager.#side;
    }
  }
  const of = (manager: Manager): Side => Manager.sideOf(manager);
  define(Manager.prototype, {
    filter(this: Manager, ...conditions: readonly unknown[]) {
      return of(this).filtered(conditions);
    },
  });
  define(Manager.prototype, changing(of));
  // Refining the rows returns a plain query set.
  Object.defineProperty(Manager.prototype, "constructor", { value: Base });
  return Manager;
}

/** Methods that change the relation or create objects. */
function changing<Manager>(of: (manager: Manager) => Side) {
  const methods = {
    add(this: Manager, ...given: readonly unknown[]): Promise<void> {
      return of(this).add(...withOptions(given));
    },
    remove(this: Manager, ...given: readonly unknown[]): Promise<void> {
      return of(this).remove(...withOptions(given));
    },
    clear(this: Manager, options: WriteOptions = {}): Promise<void> {
      return of(this).clear(options);
    },
    async set(
      this: Manager,
      objects: Iterable<unknown> | AsyncIterable<unknown>,
      options: WriteOptions = {},
    ): Promise<void> {
      // Read before any change, as a query set may use the relation itself.
      await of(this).set(await listOf(objects), options);
    },
    create(this: Manager, data: Data = {}, options: WriteOptions = {}): Promise<object> {
      return of(this).create(data, options);
    },
    getOrCreate(this: Manager, where: Data, ...given: readonly unknown[]): Promise<Found> {
      const [rest, options] = withOptions(given);
      return of(this).getOrCreate(where, rest as readonly Data[], options);
    },
    updateOrCreate(this: Manager, where: Data, ...given: readonly unknown[]): Promise<Found> {
      const [rest, options] = withOptions(given);
      return of(this).updateOrCreate(where, rest as readonly Data[], options);
    },
    bulkCreate(this: Manager, rows: readonly object[], options: object = {}): Promise<object[]> {
      return of(this).bulkCreate(rows, options);
    },
  };
  const options = [...optionNames];
  refuseOthers(methods, {
    clear: { most: 1, options, later: true },
    set: { most: 2, options, later: true },
    create: { most: 2, options, later: true },
    getOrCreate: { most: 3, later: true },
    updateOrCreate: { most: 4, later: true },
  });
  // Prevents templates from calling them.
  for (const method of Object.values(methods)) Object.assign(method, { altersData: true });
  return methods;
}

function define(prototype: object, methods: object): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

async function listOf(objects: Iterable<unknown> | AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const each of objects) list.push(each);
  return list;
}

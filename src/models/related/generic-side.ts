import { isIn } from "../../query/index.ts";
import { aliasForWrite, connectionFor } from "../databases.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import { contentTypes, genericKeyOf, type GenericKey } from "../meta/generic.ts";
import { infoOf } from "../meta/registry.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { querySetOf } from "../queries/query-set.ts";
import { sourceOf } from "../queries/source.ts";
import { saveObject } from "../writing/save.ts";
import { contentTypeKey } from "./content-types.ts";
import { exchange } from "./exchange.ts";
import {
  forgetPrefetched,
  refuseForeign,
  requireObject,
  valueIn,
  type AnySet,
  type Data,
  type Found,
  type Side,
  type WriteOptions,
} from "./side.ts";

/** The rows that point to an object by a generic foreign key: `article.comments`. */
export class GenericSide implements Side {
  readonly #object: ModelBase;
  readonly #relation: RelationInfo;
  readonly #key: GenericKey;
  readonly #all: AnySet;

  /** @param all Every row of the other model, on the database of the object. */
  constructor(object: ModelBase, relation: RelationInfo, all: AnySet) {
    this.#object = object;
    this.#relation = relation;
    this.#key = genericKeyOf(relation.model, relation.declaration ?? { kind: "genericRelation" });
    this.#all = all;
  }

  rows(): AnySet {
    return this.filtered([]);
  }

  filtered(conditions: readonly unknown[]): AnySet {
    const { concrete } = infoOf(this.#object.constructor);
    const { contentType, objectId } = this.#key;
    const types = querySetOf(contentTypes(concrete).model) as unknown as AnySet;
    const own = types.filter({ appLabel: concrete.appLabel, model: concrete.modelName } as never);
    const points = {
      [objectId.attribute]: this.#value,
      [contentType.attribute]: isIn(own.values("pk" as never)),
    };
    return this.#all.filter(points).filter(...(conditions as never[]));
  }

  async add(objects: readonly unknown[], { bulk = true }: WriteOptions): Promise<void> {
    forgetPrefetched(this.#object, this.#relation);
    for (const each of objects) {
      requireObject(each, this.#relation);
      if (bulk && knownStateOf(each)?.adding === true) throw notSaved(each);
    }
    const given = objects as readonly ModelBase[];
    const columns = await this.#columns();
    for (const object of given) Object.assign(object, columns);
    if (bulk) {
      if (given.length === 0) return;
      const keys = given.map(({ pk }) => pk);
      await this.#all.filter({ pk: isIn(keys) } as never).update(columns);
      return;
    }
    await this.#atomic(async () => {
      for (const object of given) await saveObject(object);
    });
  }

  /** The rows go with the relation: they point to nothing else. */
  async remove(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    if (objects.length === 0) return;
    const keys = objects.map((each) => {
      requireObject(each, this.#relation);
      return each.pk;
    });
    await this.#delete(this.rows().filter({ pk: isIn(keys) } as never), options);
  }

  async clear(options: WriteOptions): Promise<void> {
    await this.#delete(this.rows(), options);
  }

  async set(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    const { clear = false, ...rest } = options;
    await this.#atomic(async () => {
      if (clear) {
        await this.clear(rest);
        return this.add(objects, rest);
      }
      for (const each of objects) requireObject(each, this.#relation);
      await exchange(this, objects as readonly ModelBase[], rest);
    });
  }

  async create(data: Data): Promise<object> {
    forgetPrefetched(this.#object, this.#relation);
    return this.#all.create(this.#owned(data, await this.#columns()));
  }

  async getOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    const columns = await this.#columns();
    const others = rest.map((each) => this.#owned(each, columns));
    return this.#all.getOrCreate(this.#owned(where, columns), ...(others as [never]));
  }

  async updateOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    const columns = await this.#columns();
    const others = rest.map((each) => this.#owned(each, columns));
    return this.#all.updateOrCreate(this.#owned(where, columns), ...(others as [never]));
  }

  async bulkCreate(rows: readonly object[], options: object): Promise<object[]> {
    forgetPrefetched(this.#object, this.#relation);
    if (Array.isArray(rows)) refuseForeign(rows, this.#relation.model, await this.#columns());
    return this.#all.bulkCreate(rows, options);
  }

  get #value(): unknown {
    return valueIn(this.#object, infoOf(this.#object.constructor).primaryKey);
  }

  /** Data of a row that points to the object, whatever it says itself. */
  #owned(data: Data, columns: Data): Data {
    const { contentType, objectId } = this.#key;
    const taken = new Set([contentType.name, objectId.name, ...this.#keyNames()]);
    const others = Object.entries(data).filter(([name]) => !taken.has(name));
    return { ...Object.fromEntries(others), ...columns };
  }

  /** The generic foreign keys of the other model that are made of the same columns. */
  #keyNames(): readonly string[] {
    const { contentType, objectId } = this.#key;
    return Object.entries(this.#relation.model.declaration.fields)
      .filter(([, { declaration }]) => {
        if (declaration.kind !== "genericForeignKey") return false;
        const key = genericKeyOf(this.#relation.model, declaration);
        return key.contentType === contentType && key.objectId === objectId;
      })
      .map(([name]) => name);
  }

  /** What a row's columns hold that points to the object. */
  async #columns(): Promise<Data> {
    const info = infoOf(this.#object.constructor);
    const { contentType, objectId } = this.#key;
    return {
      [contentType.attribute]: await contentTypeKey(info, aliasForWrite(info, this.#object)),
      [objectId.attribute]: objectId.type.prepare(this.#value),
    };
  }

  async #delete(rows: AnySet, { bulk = true }: WriteOptions): Promise<void> {
    forgetPrefetched(this.#object, this.#relation);
    if (bulk) {
      await rows.delete();
      return;
    }
    await this.#atomic(async () => {
      for (const object of (await rows) as readonly Deletable[]) await object.delete();
    });
  }

  #atomic<T>(work: () => Promise<T>): Promise<T> {
    return connectionFor(sourceOf(this.#all).alias).atomic(work, { savepoint: false });
  }
}

/** What objects can do, once `methods.ts` has put it there. */
interface Deletable {
  delete(): Promise<unknown>;
}

function notSaved(object: ModelBase): TypeError {
  return new TypeError(
    `${object.constructor.name} isn't saved: save it first, or add it with { bulk: false }.`,
  );
}

import { isIn } from "../../query/index.ts";
import { aliasForWrite } from "../databases.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { genericKeyOf, type GenericKey } from "../meta/generic.ts";
import { infoOf } from "../meta/registry.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { contentTypeQuery } from "../queries/model-query.ts";
import { contentTypeKey } from "./content-types.ts";
import { ForeignSide } from "./foreign-side.ts";
import {
  refuseForeign,
  requireObject,
  valueIn,
  type AnySet,
  type Data,
  type Found,
  type Side,
  type WriteOptions,
} from "./side.ts";

/** The rows that refer to an object by a generic foreign key: `article.comments`. */
export class GenericSide extends ForeignSide implements Side {
  readonly #key: GenericKey;

  constructor(object: ModelBase, relation: RelationInfo, all: AnySet) {
    super(object, relation, all);
    this.#key = genericKeyOf(relation.model, relation.declaration ?? { kind: "genericRelation" });
  }

  filtered(conditions: readonly unknown[]): AnySet {
    const { contentType, objectId } = this.#key;
    const points = {
      [objectId.attribute]: this.#value,
      [contentType.attribute]: isIn(contentTypeQuery(infoOf(this.object.constructor))),
    };
    return this.all.filter(points).filter(...(conditions as never[]));
  }

  async add(objects: readonly unknown[], { bulk = true }: WriteOptions): Promise<void> {
    this.forgetPrefetched();
    const given = this.checked(objects, bulk);
    const columns = await this.#columns();
    for (const object of given) Object.assign(object, columns);
    await this.store(given, columns, bulk);
  }

  /** Deletes the rows, as they refer to nothing else. */
  async remove(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    if (objects.length === 0) return;
    const keys = objects.map((each) => {
      requireObject(each, this.relation);
      return each.pk;
    });
    await this.#delete(this.rows().filter({ pk: isIn(keys) } as never), options);
  }

  async clear(options: WriteOptions): Promise<void> {
    await this.#delete(this.rows(), options);
  }

  async create(data: Data): Promise<object> {
    this.forgetPrefetched();
    return this.all.create(this.#owned(data, await this.#columns()));
  }

  async getOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    const columns = await this.#columns();
    const others = rest.map((each) => this.#owned(each, columns));
    return this.all.getOrCreate(this.#owned(where, columns), ...(others as [never]));
  }

  async updateOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    const columns = await this.#columns();
    const others = rest.map((each) => this.#owned(each, columns));
    return this.all.updateOrCreate(this.#owned(where, columns), ...(others as [never]));
  }

  async bulkCreate(rows: readonly object[], options: object): Promise<object[]> {
    this.forgetPrefetched();
    if (Array.isArray(rows)) refuseForeign(rows, this.relation.model, await this.#columns());
    return this.all.bulkCreate(rows, options);
  }

  get #value(): unknown {
    return valueIn(this.object, infoOf(this.object.constructor).primaryKey);
  }

  /** Adds the reference to the object to a row's data, overriding it. */
  #owned(data: Data, columns: Data): Data {
    const { contentType, objectId } = this.#key;
    const taken = new Set([contentType.name, objectId.name, ...this.#keyNames()]);
    const others = Object.entries(data).filter(([name]) => !taken.has(name));
    return { ...Object.fromEntries(others), ...columns };
  }

  /** Returns the other model's generic foreign keys with the same columns. */
  #keyNames(): readonly string[] {
    const { contentType, objectId } = this.#key;
    return Object.entries(this.relation.model.declaration.fields)
      .filter(([, { declaration }]) => {
        if (declaration.kind !== "genericForeignKey") return false;
        const key = genericKeyOf(this.relation.model, declaration);
        return key.contentType === contentType && key.objectId === objectId;
      })
      .map(([name]) => name);
  }

  /** Returns the columns of a row that refers to the object. */
  async #columns(): Promise<Data> {
    const info = infoOf(this.object.constructor);
    const { contentType, objectId } = this.#key;
    return {
      [contentType.attribute]: await contentTypeKey(info, aliasForWrite(info, this.object)),
      [objectId.attribute]: objectId.type.prepare(this.#value),
    };
  }

  async #delete(rows: AnySet, { bulk = true }: WriteOptions): Promise<void> {
    this.forgetPrefetched();
    if (bulk) {
      await rows.delete();
      return;
    }
    await this.atomic(async () => {
      for (const object of (await rows) as readonly Deletable[]) await object.delete();
    });
  }
}

/** What `methods.ts` adds to objects. */
interface Deletable {
  delete(): Promise<unknown>;
}

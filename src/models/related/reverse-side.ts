import { isIn } from "../../query/index.ts";
import { DoesNotExist } from "../errors.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { connectionFor } from "../databases.ts";
import { saveObject } from "../writing/save.ts";
import { sourceOf } from "../queries/source.ts";
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

/** The rows whose foreign key points to an object: `author.books`. */
export class ReverseSide implements Side {
  readonly #object: ModelBase;
  readonly #relation: RelationInfo;
  readonly #field: FieldInfo;
  readonly #all: AnySet;

  /** @param all Every row of the other model, on the database of the object. */
  constructor(object: ModelBase, relation: RelationInfo, field: FieldInfo, all: AnySet) {
    this.#object = object;
    this.#relation = relation;
    this.#field = field;
    this.#all = all;
  }

  rows(): AnySet {
    return this.filtered([]);
  }

  filtered(conditions: readonly unknown[]): AnySet {
    const own = { [this.#field.attribute]: this.#value };
    return this.#all.filter(own).filter(...(conditions as never[]));
  }

  async add(objects: readonly unknown[], { bulk = true }: WriteOptions): Promise<void> {
    const value = this.#value;
    forgetPrefetched(this.#object, this.#relation);
    const { name } = this.#field;
    for (const each of objects) {
      requireObject(each, this.#relation);
      if (bulk && knownStateOf(each)?.adding === true) throw notSaved(each);
    }
    for (const each of objects) Reflect.set(Object(each), name, this.#object);
    if (!bulk) return this.#saveAll(objects as readonly ModelBase[]);
    const keys = (objects as readonly ModelBase[]).map(({ pk }) => pk);
    if (keys.length === 0) return;
    await this.#all.filter({ pk: isIn(keys) } as never).update({ [this.#field.attribute]: value });
  }

  async remove(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    this.#requireNullable("remove");
    if (objects.length === 0) return;
    const value = this.#value;
    const keys = objects.map((each) => {
      requireObject(each, this.#relation);
      if (Reflect.get(each, this.#field.attribute) === value) return each.pk;
      throw new DoesNotExist(this.#relation.model.name);
    });
    await this.#clear(this.rows().filter({ pk: isIn(keys) } as never), options);
  }

  async clear(options: WriteOptions): Promise<void> {
    this.#requireNullable("clear");
    await this.#clear(this.rows(), options);
  }

  async set(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    const { clear = false, ...rest } = options;
    if (!this.#field.nullable) return this.add(objects, rest);
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
    return this.#all.create(this.#owned(data));
  }

  getOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    return this.#all.getOrCreate(this.#owned(where), ...(this.#foreign(rest) as [never]));
  }

  updateOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    return this.#all.updateOrCreate(this.#owned(where), ...(this.#foreign(rest) as [never]));
  }

  async bulkCreate(rows: readonly object[], options: object): Promise<object[]> {
    forgetPrefetched(this.#object, this.#relation);
    const own = { [this.#field.attribute]: this.#value };
    if (Array.isArray(rows)) refuseForeign(rows, this.#relation.model, own);
    return this.#all.bulkCreate(rows, options);
  }

  get #value(): unknown {
    return valueIn(this.#object, this.#field.target ?? this.#field);
  }

  /** Data of a new object, which belongs to this one, whatever it says itself. */
  #owned(data: Data): Data {
    void this.#value;
    const { name, attribute } = this.#field;
    const { [attribute]: _, ...others } = data;
    return { ...others, [name]: this.#object };
  }

  /** Data without what it says of the relation, which the object has settled. */
  #foreign(rest: readonly Data[]): readonly Data[] {
    const { name, attribute } = this.#field;
    const isOther = ([each]: readonly [string, unknown]): boolean =>
      each !== name && each !== attribute;
    return rest.map((data) => Object.fromEntries(Object.entries(data).filter(isOther)));
  }

  #requireNullable(method: string): void {
    if (this.#field.nullable) return;
    throw new TypeError(
      `${this.#field.label} cannot be null, so there is no ${method}(): set() another object, or delete the row.`,
    );
  }

  async #clear(rows: AnySet, { bulk = true }: WriteOptions): Promise<void> {
    forgetPrefetched(this.#object, this.#relation);
    if (bulk) {
      await rows.update({ [this.#field.attribute]: null });
      return;
    }
    await this.#atomic(async () => {
      for (const object of (await rows) as readonly ModelBase[]) {
        Reflect.set(object, this.#field.name, null);
        await saveObject(object, { updateFields: [this.#field.name] });
      }
    });
  }

  async #saveAll(objects: readonly ModelBase[]): Promise<void> {
    await this.#atomic(async () => {
      for (const object of objects) await saveObject(object);
    });
  }

  #atomic<T>(work: () => Promise<T>): Promise<T> {
    return connectionFor(sourceOf(this.#all).alias).atomic(work, { savepoint: false });
  }
}

function notSaved(object: ModelBase): TypeError {
  return new TypeError(
    `${object.constructor.name} isn't saved: save it first, or add it with { bulk: false }.`,
  );
}

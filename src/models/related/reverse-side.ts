import { isIn } from "../../query/index.ts";
import { DoesNotExist } from "../errors.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { saveObject } from "../writing/save.ts";
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

/** The rows whose foreign key refers to an object: `author.books`. */
export class ReverseSide extends ForeignSide implements Side {
  readonly #field: FieldInfo;

  constructor(object: ModelBase, relation: RelationInfo, field: FieldInfo, all: AnySet) {
    super(object, relation, all);
    this.#field = field;
  }

  filtered(conditions: readonly unknown[]): AnySet {
    const own = { [this.#field.attribute]: this.#value };
    return this.all.filter(own).filter(...(conditions as never[]));
  }

  async add(objects: readonly unknown[], { bulk = true }: WriteOptions): Promise<void> {
    const value = this.#value;
    this.forgetPrefetched();
    const { name, attribute } = this.#field;
    const given = this.checked(objects, bulk);
    for (const each of given) Reflect.set(each, name, this.object);
    await this.store(given, { [attribute]: value }, bulk);
  }

  async remove(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    this.#requireNullable("remove");
    if (objects.length === 0) return;
    const value = this.#value;
    const keys = objects.map((each) => {
      requireObject(each, this.relation);
      if (Reflect.get(each, this.#field.attribute) === value) return each.pk;
      throw new DoesNotExist(this.relation.model.name);
    });
    await this.#clear(this.rows().filter({ pk: isIn(keys) } as never), options);
  }

  async clear(options: WriteOptions): Promise<void> {
    this.#requireNullable("clear");
    await this.#clear(this.rows(), options);
  }

  override async set(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    if (this.#field.nullable) return super.set(objects, options);
    await this.add(objects, options);
  }

  async create(data: Data): Promise<object> {
    this.forgetPrefetched();
    return this.all.create(this.#owned(data));
  }

  getOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    return this.all.getOrCreate(this.#owned(where), ...(this.#foreign(rest) as [never]));
  }

  updateOrCreate(where: Data, rest: readonly Data[]): Promise<Found> {
    return this.all.updateOrCreate(this.#owned(where), ...(this.#foreign(rest) as [never]));
  }

  async bulkCreate(rows: readonly object[], options: object): Promise<object[]> {
    this.forgetPrefetched();
    const own = { [this.#field.attribute]: this.#value };
    if (Array.isArray(rows)) refuseForeign(rows, this.relation.model, own);
    return this.all.bulkCreate(rows, options);
  }

  get #value(): unknown {
    return valueIn(this.object, this.#field.target ?? this.#field);
  }

  /** Adds the reference to this object to a new object's data, overriding it. */
  #owned(data: Data): Data {
    void this.#value;
    const { name, attribute } = this.#field;
    const { [attribute]: _, ...others } = data;
    return { ...others, [name]: this.object };
  }

  /** Removes the relation from data, as the object determines it. */
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
    this.forgetPrefetched();
    if (bulk) {
      await rows.update({ [this.#field.attribute]: null });
      return;
    }
    await this.atomic(async () => {
      for (const object of (await rows) as readonly ModelBase[]) {
        Reflect.set(object, this.#field.name, null);
        await saveObject(object, { updateFields: [this.#field.name] });
      }
    });
  }
}

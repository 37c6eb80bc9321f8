import { isIn, or } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ManyToManyInfo } from "../meta/many-to-many.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { querySetOf } from "../queries/query-set.ts";
import { sourceOf } from "../queries/source.ts";
import { m2mChanged, type ManyToManyEvent } from "../signals.ts";
import { backName } from "./back-name.ts";
import { BaseSide } from "./base-side.ts";
import { addLinks } from "./links.ts";
import {
  isObjectOf,
  valueIn,
  type AnySet,
  type Data,
  type Found,
  type Side,
  type WriteOptions,
} from "./side.ts";
import { targetValues } from "./target-values.ts";

/** The objects of a many-to-many relation: `book.genres`, `genre.books`. */
export class ManyToManySide extends BaseSide implements Side {
  readonly #between: ManyToManyInfo;
  readonly #isReverse: boolean;

  constructor(object: ModelBase, relation: RelationInfo, between: ManyToManyInfo, all: AnySet) {
    super(object, relation, all);
    this.#between = between;
    this.#isReverse = relation.kind === "reverseManyToMany";
  }

  filtered(conditions: readonly unknown[]): AnySet {
    const { target } = this.#near;
    const own = { [backName(this.relation)]: { [target?.name ?? "pk"]: this.#value } };
    return this.all.filter(own, ...(conditions as never[]));
  }

  async add(objects: readonly unknown[], { throughDefaults = {} }: WriteOptions): Promise<void> {
    const value = this.#value;
    this.forgetPrefetched();
    await this.atomic(async () => {
      const targets = targetValues(objects, this.relation, this.#far);
      if (targets.length === 0) return;
      const links = { through: this.#through, value, targets, defaults: throughDefaults };
      const tell = (action: "preAdd" | "postAdd", keys: readonly unknown[]): Promise<void> =>
        this.#tell(action, keys);
      const [near, far] = [this.#near, this.#far];
      await addLinks(
        { ...links, near, far, isAutomatic: this.#between.isAutomatic },
        this.#isHeard ? tell : undefined,
      );
      if (!this.#isMirrored) return;
      const mirrored = { ...links, near: far, far: near, isAutomatic: this.#between.isAutomatic };
      await addLinks(mirrored, undefined);
    });
  }

  async remove(objects: readonly unknown[]): Promise<void> {
    const value = this.#value;
    this.forgetPrefetched();
    if (objects.length === 0) return;
    const keys = [...new Set(objects.map((each) => this.#keyOf(each)))];
    await this.atomic(async () => {
      await this.#tell("preRemove", keys);
      await this.#deleteLinks(value, keys);
      await this.#tell("postRemove", keys);
    });
  }

  async clear(): Promise<void> {
    const value = this.#value;
    await this.atomic(async () => {
      await this.#tell("preClear", undefined);
      this.forgetPrefetched();
      await this.#deleteLinks(value, undefined);
      await this.#tell("postClear", undefined);
    });
  }

  async set(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    const { clear = false, ...rest } = options;
    await this.atomic(async () => {
      if (clear) {
        await this.clear();
        return this.add(objects, rest);
      }
      const { target } = this.#far;
      const list = this.rows().valuesList(target?.attribute as never, { flat: true });
      const gone = new Set<unknown>(await list);
      const added = objects.filter((each) => !gone.delete(this.#preparedKeyOf(each)));
      await this.remove([...gone]);
      await this.add(added, rest);
    });
  }

  async create(data: Data, options: WriteOptions): Promise<object> {
    void this.#value;
    const made: object = await this.all.create(data);
    await this.add([made], options);
    return made;
  }

  async getOrCreate(where: Data, rest: readonly Data[], options: WriteOptions): Promise<Found> {
    const found: Found = await this.#getOrCreate("getOrCreate", where, rest);
    if (found[1]) await this.add([found[0]], options);
    return found;
  }

  async updateOrCreate(where: Data, rest: readonly Data[], options: WriteOptions): Promise<Found> {
    const found: Found = await this.#getOrCreate("updateOrCreate", where, rest);
    if (found[1]) await this.add([found[0]], options);
    return found;
  }

  /** Creates rows without relating them, as in Django; add() does that. */
  bulkCreate(rows: readonly object[], options: object): Promise<object[]> {
    return this.all.bulkCreate(rows, options);
  }

  /** Returns the related row that meets the conditions, or creates one. */
  #getOrCreate(
    method: "getOrCreate" | "updateOrCreate",
    where: Data,
    rest: readonly Data[],
  ): Promise<Found> {
    void this.#value;
    return Reflect.apply(this.rows()[method], this.rows(), [where, ...rest]) as Promise<Found>;
  }

  /** The through model's field that refers to this object's model. */
  get #near(): FieldInfo {
    return this.#isReverse ? this.#between.target : this.#between.source;
  }

  /** The through model's field that refers to the other model. */
  get #far(): FieldInfo {
    return this.#isReverse ? this.#between.source : this.#between.target;
  }

  get #isMirrored(): boolean {
    return !this.#isReverse && this.#between.symmetrical;
  }

  get #value(): unknown {
    return valueIn(this.object, this.#near.target ?? this.#near);
  }

  get #through(): AnySet {
    const { alias } = sourceOf(this.all);
    const all = querySetOf(this.#between.through.model) as unknown as AnySet;
    return alias === undefined ? all : all.using(alias);
  }

  get #isHeard(): boolean {
    return m2mChanged.hasListeners(this.#between.through.model);
  }

  #keyOf(given: unknown): unknown {
    if (!isObjectOf(given, this.relation.model.concrete.model)) return given;
    return Reflect.get(given, this.#far.target?.attribute ?? "pk") as unknown;
  }

  #preparedKeyOf(given: unknown): unknown {
    const key = this.#keyOf(given);
    return key === null || key === undefined ? key : this.#far.type.prepare(key);
  }

  async #deleteLinks(value: unknown, keys: readonly unknown[] | undefined): Promise<void> {
    const [near, far] = [this.#near.attribute, this.#far.attribute];
    const links = (from: string, to: string): Data => ({
      [from]: value,
      ...(keys && { [to]: isIn(keys) }),
    });
    const condition = this.#isMirrored ? or(links(near, far), links(far, near)) : links(near, far);
    await this.#through.filter(condition).delete();
  }

  async #tell(
    action: ManyToManyEvent["action"],
    keys: readonly unknown[] | undefined,
  ): Promise<void> {
    if (!this.#isHeard) return;
    await m2mChanged.send(this.#between.through.model, {
      action,
      instance: this.object,
      reverse: this.#isReverse,
      model: this.relation.model.model,
      pkSet: keys && new Set(keys),
      using: sourceOf(this.all).alias ?? "default",
    });
  }
}

import { isIn } from "../../query/index.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import { saveObject } from "../writing/save.ts";
import { BaseSide } from "./base-side.ts";
import { requireObject, type Data, type Side, type WriteOptions } from "./side.ts";

/** The side of rows that point to an object, by a foreign key or by a generic one: relating them changes them. */
export abstract class ForeignSide
  extends BaseSide
  implements Pick<Side, "rows" | "add" | "remove" | "clear" | "set">
{
  abstract add(objects: readonly unknown[], options: WriteOptions): Promise<void>;
  abstract remove(objects: readonly unknown[], options: WriteOptions): Promise<void>;
  abstract clear(options: WriteOptions): Promise<void>;

  async set(objects: readonly unknown[], options: WriteOptions): Promise<void> {
    const { clear = false, ...rest } = options;
    await this.atomic(async () => {
      if (clear) {
        await this.clear(rest);
        return this.add(objects, rest);
      }
      for (const each of objects) requireObject(each, this.relation);
      await this.#exchange(objects as readonly ModelBase[], rest);
    });
  }

  /**
   * What is to be added, looked at before anything changes.
   *
   * @throws {TypeError} One is no object of the other model, or not saved though it is not to be saved either.
   */
  protected checked(objects: readonly unknown[], bulk: boolean): readonly ModelBase[] {
    for (const each of objects) {
      requireObject(each, this.relation);
      if (bulk && knownStateOf(each)?.adding === true) throw notSaved(each);
    }
    return objects as readonly ModelBase[];
  }

  /** Stores that objects, which say so themselves by now, point here: `columns` in one statement, or one by one. */
  protected async store(
    objects: readonly ModelBase[],
    columns: Data,
    bulk: boolean,
  ): Promise<void> {
    if (bulk) {
      if (objects.length === 0) return;
      const keys = objects.map(({ pk }) => pk);
      await this.all.filter({ pk: isIn(keys) } as never).update(columns);
      return;
    }
    await this.atomic(async () => {
      for (const object of objects) await saveObject(object);
    });
  }

  /** What is not among the objects is removed, what is not there yet is added. */
  async #exchange(objects: readonly ModelBase[], options: WriteOptions): Promise<void> {
    const there = (await this.rows()) as readonly ModelBase[];
    const isAmong = (one: ModelBase, list: readonly ModelBase[]): boolean =>
      list.some((each) => each.equals(one));
    await this.remove(
      there.filter((each) => !isAmong(each, objects)),
      options,
    );
    await this.add(
      objects.filter((each) => !isAmong(each, there)),
      options,
    );
  }
}

function notSaved(object: ModelBase): TypeError {
  return new TypeError(
    `${object.constructor.name} isn't saved: save it first, or add it with { bulk: false }.`,
  );
}

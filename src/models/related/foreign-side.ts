import { isIn } from "../../query/index.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import { saveObject } from "../writing/save.ts";
import { BaseSide } from "./base-side.ts";
import { requireObject, type Data, type Side, type WriteOptions } from "./side.ts";

/** The rows that refer to an object by a foreign key or a generic one: relating them changes them. */
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
   * Checks the objects to add before anything changes.
   *
   * @throws {TypeError} If one is not an object of the other model, or is neither saved nor to be saved.
   */
  protected checked(objects: readonly unknown[], bulk: boolean): readonly ModelBase[] {
    for (const each of objects) {
      requireObject(each, this.relation);
      if (bulk && knownStateOf(each)?.adding === true) throw notSaved(each);
    }
    return objects as readonly ModelBase[];
  }

  /** Stores changed references to this object: `columns` in one statement, or object by object. */
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

  /** Removes rows that are not among the objects, and adds missing ones. */
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

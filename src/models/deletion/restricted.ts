import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { ObjectSet } from "./object-set.ts";
import type { Holding } from "./refusals.ts";
import type { Rows } from "./rows.ts";

/** Objects that refer to deleted ones with `onDelete: "restrict"`: they prevent the deletion unless they are deleted too. */
export class Restricted {
  readonly #byField = new Map<FieldInfo, ObjectSet>();

  add(field: FieldInfo, objects: readonly object[]): void {
    const set = this.#byField.get(field) ?? new ObjectSet(field.model);
    set.add(objects);
    this.#byField.set(field, set);
  }

  /** Returns those that are neither collected nor among rows deleted without reading. */
  async left(
    collected: ReadonlyMap<ModelInfo, ObjectSet>,
    unread: readonly Rows[],
  ): Promise<Holding> {
    const left = new Map<FieldInfo, readonly object[]>();
    for (const [field, set] of this.#byField) {
      const gone = [
        ...(collected.has(field.model) ? [collected.get(field.model)] : []),
        ...(await Promise.all(
          unread
            .filter(({ info }) => info === field.model)
            .map(async (rows) => {
              const found = new ObjectSet(rows.info);
              found.add(await rows.among(set.values()));
              return found;
            }),
        )),
      ];
      const objects = set.values().filter((object) => !gone.some((each) => each?.has(object)));
      if (objects.length > 0) left.set(field, objects);
    }
    return left;
  }
}

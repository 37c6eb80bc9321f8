import type { ModelBase } from "../instances/model-base.ts";
import type { Side, WriteOptions } from "./side.ts";

/** Makes `objects` the rows of a side: what is not among them is removed, what is not there yet is added. */
export async function exchange(
  side: Pick<Side, "rows" | "remove" | "add">,
  objects: readonly ModelBase[],
  options: WriteOptions,
): Promise<void> {
  const there = (await side.rows()) as readonly ModelBase[];
  const isAmong = (one: ModelBase, list: readonly ModelBase[]): boolean =>
    list.some((each) => each.equals(one));
  await side.remove(
    there.filter((each) => !isAmong(each, objects)),
    options,
  );
  await side.add(
    objects.filter((each) => !isAmong(each, there)),
    options,
  );
}

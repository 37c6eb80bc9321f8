import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

type Take = (object: ModelBase, info: ModelInfo, alias: string) => Promise<void>;

let take: Take | undefined;

/** Set by `connect.ts`: content types are found by queries, which cannot be known here. */
export function setGenericKeys(given: Take): void {
  take = given;
}

/** Before an object is saved: sets the columns of the generic foreign keys that were assigned. */
export async function takeGenericKeys(
  object: ModelBase,
  info: ModelInfo,
  alias: string,
): Promise<void> {
  await take?.(object, info, alias);
}

import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

type Take = (object: ModelBase, info: ModelInfo, alias: string) => Promise<void> | undefined;

let take: Take | undefined;

/** Set by `connect.ts`: content types are found by queries, which cannot be known here. */
export function setGenericKeys(given: Take): void {
  take = given;
}

/** Before an object is saved: sets the columns of the generic foreign keys that were assigned, if any were. */
export function takeGenericKeys(
  object: ModelBase,
  info: ModelInfo,
  alias: string,
): Promise<void> | undefined {
  return take?.(object, info, alias);
}

import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

type Take = (object: ModelBase, info: ModelInfo, alias: string) => Promise<void> | undefined;

let take: Take | undefined;

/** Set by `connect.ts`, as looking up content types needs queries. */
export function setGenericKeys(given: Take): void {
  take = given;
}

/** Before saving: sets the columns of assigned generic foreign keys, if any. */
export function takeGenericKeys(
  object: ModelBase,
  info: ModelInfo,
  alias: string,
): Promise<void> | undefined {
  return take?.(object, info, alias);
}

import type { ModelInfo } from "../models/index.ts";
import type { ModelState } from "../schema/index.ts";

/**
 * Describes the declared models as migrations do, by label.
 *
 * @example
 * const state = await currentState(models.models);
 * console.log(Object.keys(state.get("polls.Question")?.fields ?? {}));
 */
export async function currentState(
  models: readonly ModelInfo[],
): Promise<ReadonlyMap<string, ModelState>> {
  // Loaded lazily: applying migrations does not need the models code.
  const { modelState } = await import("./declared/model-state.ts");
  return new Map(models.map((info) => [info.label, modelState(info)]));
}

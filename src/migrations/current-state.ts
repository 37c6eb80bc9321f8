import type { ModelInfo } from "../models/index.ts";
import type { ModelState } from "../schema/index.ts";

/** Models as they are declared now, by label, as migrations write them down. */
export async function currentState(
  models: readonly ModelInfo[],
): Promise<ReadonlyMap<string, ModelState>> {
  // Applying migrations needs nothing of the models' room.
  const { modelState } = await import("./declared/model-state.ts");
  return new Map(models.map((info) => [info.label, modelState(info)]));
}

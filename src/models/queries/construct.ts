import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

/** A new object of a model. */
export function construct(info: ModelInfo, data: object): ModelBase {
  return Reflect.construct(info.model, [data]) as ModelBase;
}

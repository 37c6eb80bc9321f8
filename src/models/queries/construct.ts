import { isPlainObject } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

/** Creates an object of a model. @throws {TypeError} If the data is not an object of fields. */
export function construct(info: ModelInfo, data: object): ModelBase {
  if (!isPlainObject(data)) {
    throw new TypeError(`A new ${info.name} takes an object of fields.`);
  }
  const Class = info.model as unknown as new (data: object) => ModelBase;
  return new Class(data);
}

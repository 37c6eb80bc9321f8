/** Names of models in template names and variables of views. */
import { infoOf, isModel, QuerySet, type ModelInfo } from "../models/index.ts";

/** The model of a query set. */
export function modelOfList(list: unknown): ModelInfo | undefined {
  return list instanceof QuerySet ? infoOf(list.model) : undefined;
}

/** The model of an object. */
export function modelOfObject(object: unknown): ModelInfo | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  return isModel(object.constructor) ? infoOf(object.constructor) : undefined;
}

/** `polls/question_list.html`. */
export function templateNameOf({ appLabel, modelName }: ModelInfo, suffix: string): string {
  return `${appLabel}/${modelName}${suffix}.html`;
}

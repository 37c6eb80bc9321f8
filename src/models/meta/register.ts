import type { ModelClass } from "../fields/declaration.ts";
import { ModelInfo } from "./model-info.ts";
import { models, type Registry } from "./registry.ts";

/** Registers classes created by `defineModel` as models of an app. */
export function registerModels(
  appLabel: string,
  classes: readonly ModelClass[],
  registry: Registry = models,
): void {
  for (const model of classes) {
    registry.add(knownInfo(registry, appLabel, model));
  }
}

const known = new WeakMap<object, ModelInfo>();

/** Keeps a class's metadata when the project is set up again. */
function knownInfo(registry: Registry, appLabel: string, model: ModelClass): ModelInfo {
  const before = known.get(model);
  if (before?.registry === registry && before.registeredFor === appLabel) return before;
  const info = new ModelInfo(registry, appLabel, model);
  refuseAccessors(info);
  known.set(model, info);
  return info;
}

/** Rejects class accessors with the name of a field, which would hide its values. */
function refuseAccessors({ label, model, ownFields }: ModelInfo): void {
  const prototype: object = Reflect.get(model, "prototype");
  for (const { attribute, declaration, isFile } of ownFields) {
    // Composite keys and file fields have accessors of their own.
    if (declaration.kind === "compositePrimaryKey" || isFile) continue;
    for (let at: unknown = prototype; at; at = Object.getPrototypeOf(at)) {
      const found = Object.getOwnPropertyDescriptor(at, attribute);
      if (!found?.get && !found?.set) continue;
      throw new TypeError(`${label}: '${attribute}' is a field and an accessor of the class too.`);
    }
  }
}

import type { EntitySchema } from "@mikro-orm/core";
import type { DeclaredOptions } from "./model-options.ts";

/** A class that `defineModel` made, or one that extends it. */
export type ModelClass = abstract new (...args: never[]) => object;

/** The schema of every model defined in this process, by the class that `defineModel` returned. */
const schemas = new WeakMap<object, EntitySchema>();

/** What was declared of each beside its fields, by the same class. */
const declared = new WeakMap<object, DeclaredOptions>();

export function remember(
  base: ModelClass,
  schema: EntitySchema,
  options: DeclaredOptions = {},
): void {
  schemas.set(base, schema);
  declared.set(base, options);
}

/** The models of installed apps by Django's label, `polls.Question`. */
const labels = new WeakMap<object, string>();

export function setLabel(model: object, label: string): void {
  labels.set(model, label);
}

/** `polls.Question`; a table between two models goes by its own name. */
export function labelOf(model: { readonly name: string }): string {
  return labels.get(model) ?? model.name;
}

/** The schema of a model, or `undefined` for anything else. */
export function schemaOf(value: unknown): EntitySchema | undefined {
  return inherited(schemas, value);
}

/** The options of a model. */
export function optionsOf(model: unknown): DeclaredOptions {
  return inherited(declared, model) ?? {};
}

function inherited<T>(known: WeakMap<object, T>, value: unknown): T | undefined {
  for (let at = value; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    const found = known.get(at);
    if (found) return found;
  }
  return undefined;
}

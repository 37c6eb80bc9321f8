import type { EntitySchema } from "@mikro-orm/core";

/** A class that `defineModel` made, or one that extends it. */
export type ModelClass = abstract new (...args: never[]) => object;

/** The schema of every model defined in this process, by the class that `defineModel` returned. */
const schemas = new WeakMap<object, EntitySchema>();

export function remember(base: ModelClass, schema: EntitySchema): void {
  schemas.set(base, schema);
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
  for (let at = value; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    const schema = schemas.get(at);
    if (schema) return schema;
  }
  return undefined;
}
